from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders.calendar_days import DayOrder
from index.loaders.date_lines import parse_date, read_date_line

DAY = date(2024, 6, 16)


@pytest.mark.parametrize(
    "line",
    [
        "Published : June 16, 2024 - 18:26",
        "June 16, 2024",
        "JUNE 16 2024",
        "Jun. 16, 2024",
        "Jun 16, ’24",
        "16 June 2024",
        "16th of June, 2024",
        "Sunday, June 16th, 2024",
        "Sun 16 Jun 2024 18.26 BST",
        "2024-06-16",
        "2024.06.16 18:26",
        "2024-06-16T18:26:00+09:00",
        "2024-06-16T18:26:00.000Z",
        "16/06/2024",
        "06/16/2024 6:26 PM",
        "16-Jun-2024",
        "Released: 16-Jun-24",
        "2024 June 16",
        "June 16, 2024 at 6:26 p.m. ET",
        "June 16, 2024, 6:26 PM EDT",
        "Published 6:26 PM EDT, Sun June 16, 2024",
        "Published 18:26, 16 June 2024 BST",
        "First published on 16 June 2024",
        "Posted June 16, 2024 6 pm",
        "Date: 2024-06-16",
        "Publication date: 16 June 2024.",
        "[2024-06-16 18:26]",
        "Sun, 16 Jun 2024 18:26:00 +0200",
        "Sun Jun 16 18:26:00 2024",
        "Sun Jun 16 2024 18:26:00 GMT+0200 (Central European Summer Time)",
    ],
)
def test_a_day_is_read_in_the_forms_english_newspapers_print(line: str) -> None:
    assert parse_date(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "16. Juni 2024, 18:26 Uhr",
        "So., 16.06.2024, 18.26 Uhr",
        "Veröffentlicht am Sonntag, den 16. Juni 2024 um 18:26 Uhr MESZ",
        "Erschienen am 16.06.24",
        "16 juin 2024 à 18 h 26",
        "Publié le 16/06/2024 à 18:26, mis à jour le 17/06/2024 à 09:12",
        "dimanche 16 juin 2024",
        "16 de junio de 2024 a las 18:26 h",
        "Fecha de publicación: 16/06/2024",
        "Actualizado: 17/06/2024 Publicado: 16/06/2024",
        "domingo, 16 de junho de 2024, às 18h26",
        "16.jun.2024 às 18h26",
        "Pubblicato il 16 giugno 2024 alle ore 18:26",
        "Gepubliceerd op zondag 16 juni 2024 om 18.26 uur",
        "Laatst bijgewerkt: 17 juni 2024, gepubliceerd: 16 juni 2024",
        "Опубликовано 16 июня 2024 года в 18:26",
        "18:26, 16.06.2024 МСК",
        "воскресенье, 16 июн. 2024 г.",
    ],
)
def test_a_day_is_read_in_other_european_languages(line: str) -> None:
    assert parse_date(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "입력 2024.06.16. 오후 6:26",
        "기사입력 : 2024년 6월 16일 (일) 18:26",
        "2024년 06월16일 일요일",
        "입력 2024.06.16 18:26 수정 2024.06.17 09:00",
        "등록 24.06.16 18:26",
        "2024. 6. 16.",
        "发布时间：2024-06-16 18:26",
        "发布于2024年6月16日",
        "2024年06月16日18:26 星期日",
        "二〇二四年六月十六日",
        "發布時間：2024/06/16 18:26",
        "民國113年6月16日",
        "公開日：2024年6月16日 更新日：2024年6月17日",
        "2024/6/16(日) 18:26配信",
        "2024年6月16日 18時26分 公開 2024年6月17日 更新",
        "令和6年6月16日",
        "２０２４年６月１６日",
    ],
)
def test_a_day_is_read_in_chinese_japanese_and_korean(line: str) -> None:
    assert parse_date(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Updated: June 16, 2024",
        "Last modified 16 June 2024",
        "Last updated: June 16, 2024 | 18:26 GMT+9",
        "Printed on 16 June 2024",
        "Zuletzt aktualisiert am 16.06.2024",
        "Stand: 16.06.2024, 18:26 Uhr",
        "Mis à jour le 16 juin 2024",
        "Última actualización: 16/06/2024",
        "Ultimo aggiornamento: 16 giugno 2024",
        "Обновлено 16 июня 2024",
        "수정 2024.06.16 09:00",
        "更新时间：2024-06-16",
        "2024年6月16日 更新",
        "3 hours ago",
        "Updated an hour ago",
        "Updated yesterday at 18:26",
        "vor 3 Stunden",
        "il y a 3 heures",
        "hace 3 horas",
        "há 3 horas",
        "Aggiornato 3 ore fa",
        "3 uur geleden",
        "3 часа назад",
        "3시간 전",
        "3小时前",
        "3時間前",
        "Published 16 June, 18:26",
        "Published at 18:26 GMT",
        "Updated 18:26, 16 June",
        "05/06/2024",
        "Published 05/06/2024",
        "05/06/24",
        "16-06-24",
    ],
)
def test_a_change_a_time_counted_back_or_a_doubtful_day_is_no_day_of_publication(line: str) -> None:
    found = read_date_line(line)
    assert found is not None
    assert found.published is None


@pytest.mark.parametrize(
    "line",
    [
        "Updated 17 June 2024, first published 16 June 2024",
        "16 June 2024 (updated 17 June 2024)",
        "Published 17 June 2024 / first published 16 June 2024",
        "June 16, 2024 Updated 18:30",
        "Published June 16, 2024 Updated 3 hours ago",
    ],
)
def test_the_first_publication_counts_beside_a_later_change(line: str) -> None:
    assert parse_date(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "",
        "June",
        "June 2024",
        "June 31, 2024",
        "31. Juni 2024",
        "2024年6月31日",
        "2024년 13월 1일",
        "On June 16, 2024 the talks began",
        "June 16, 2024, a Sunday to remember",
        "16. Juni 2024: Der Tag danach",
        "Le 16 juin 2024, le conseil a voté",
        "16 июня 2024 года город проснулся",
        "2024년 6월 16일 서울에서 열렸다",
        "2024年6月16日，大桥通车",
        "2024年6月16日に開通した",
        "16 June 2024 – 18 June 2024",
        "2024-13-40",
        "16 June",
        "18:26",
        "Sunday",
        "Yesterday",
        "Published in 2024",
        "Stand",
        "Date: unknown",
        "June 16, 2024 BREAKING NEWS",
        "15 Jun 2024 16 men died",
        "1" * 200,
    ],
)
def test_anything_else_is_no_date(line: str) -> None:
    assert read_date_line(line) is None


@pytest.mark.parametrize(
    ("line", "order", "day"),
    [
        ("03/04/2024", DayOrder.DAY_FIRST, date(2024, 4, 3)),
        ("03-04-24", DayOrder.DAY_FIRST, date(2024, 4, 3)),
        ("24.06.16 18:26", DayOrder.YEAR_FIRST, DAY),
        ("24.06.16", DayOrder.UNKNOWN, date(2016, 6, 24)),
        ("03.04.2024", DayOrder.UNKNOWN, date(2024, 4, 3)),
        ("05/05/2024", DayOrder.UNKNOWN, date(2024, 5, 5)),
        ("03/04/2024 18:26 CEST", DayOrder.UNKNOWN, date(2024, 4, 3)),
        ("Publié le 03/04/2024", DayOrder.UNKNOWN, date(2024, 4, 3)),
        ("mercredi 03/04/2024", DayOrder.UNKNOWN, date(2024, 4, 3)),
    ],
)
def test_the_language_of_a_line_or_its_text_tells_day_from_month(
    line: str, order: DayOrder, day: date
) -> None:
    assert parse_date(line, order) == day


@settings(deadline=None)
@given(
    st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %b %Y", "%Y-%m-%d", "Published: %A, %B %d, %Y", "%Y年%m月%d日"]),
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.text(st.sampled_from("0123456789:./- June年月日 Published入力vorh入"), max_size=150),
    )
)
def test_any_line_is_a_date_or_none(line: str) -> None:
    parse_date(line)
