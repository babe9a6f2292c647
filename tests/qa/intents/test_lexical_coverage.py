from qa.intents.lexical_coverage import lexical_coverage


def test_a_text_covers_the_subject_by_forms_of_its_words() -> None:
    assert lexical_coverage("Russian shipments", "Russia shipped nothing.") == 0.5
    assert lexical_coverage("Russian shipments", "The shipment of Russia is lost.") == 1.0
    assert lexical_coverage("Ada's mill", "The mill of Ada") == 1.0
    assert lexical_coverage("", "The mill") == 0.0


def test_a_name_is_covered_by_its_forms_only() -> None:
    assert lexical_coverage("Thalberg", "That is that.") == 0.0
    assert lexical_coverage("US", "They told us so.") == 0.0
    assert lexical_coverage("US", "It was in the US then.") == 1.0


def test_an_abbreviation_is_covered_by_the_name_that_its_letters_begin() -> None:
    assert lexical_coverage("US", "It was in the United States then.") == 1.0
    assert lexical_coverage("US", "It was in the U.S. then.") == 1.0
    assert lexical_coverage("BLF", "Bo Lind-Falk left.") == 1.0
    assert lexical_coverage("US", "Unions strike.") == 0.0
