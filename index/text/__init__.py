"""Languages and scripts of texts: language identification, stemming, function words, calendar words."""
