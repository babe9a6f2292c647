"""What stands in a text: names, dates and times, quantities, and the type of an answer."""
