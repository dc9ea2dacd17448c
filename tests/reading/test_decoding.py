"""Bytes as text: labels, marks, bad bytes, and encodings that nothing declares."""

from __future__ import annotations

import pytest

from search.reading import Record, Unreadable, read
from search.reading.decoding import decode

RUSSIAN = "Паром ушёл на рассвете, как и все сорок лет, с тремя пассажирами."
JAPANESE = "水車小屋の裏の果樹園には、春に四十本の梨の木が植えられた。"
CHINESE = "渡轮在黎明时分离开，就像四十年来一样，船上有三名乘客。"
FRENCH = "La rivière est montée dans la nuit, et les élus étaient très inquiets."
UNDECLARED = [
    ("windows-1251", RUSSIAN),
    ("koi8-r", RUSSIAN),
    ("shift_jis", JAPANESE),
    ("euc-jp", JAPANESE),
    ("iso-2022-jp", JAPANESE),
    ("gb18030", CHINESE),
    ("big5", "渡輪在黎明時分離開，就像四十年來一樣，船上有三名乘客。"),
    ("euc-kr", "배는 사십 년 동안 그랬던 것처럼 새벽에 승객 세 명을 싣고 떠났다."),
    ("windows-1252", FRENCH),
    ("windows-1252", "It’s the mayor’s plan—and “ours”, said Renée."),
    ("windows-1252", "Die Fähre lief früh am Morgen aus: Größe, Übermut und Äpfel."),
    (
        "windows-1250",
        "Az őr sirályt számolt, mielőtt a köd megérkezett, és őrizte a naplót, mint az ősei.",
    ),
    (
        "iso-8859-2",
        "Az őr sirályt számolt, mielőtt a köd megérkezett, és őrizte a naplót, mint az ősei.",
    ),
    (
        "windows-1250",
        "Paznicul farului a numărat pescăruşi înainte de a veni ceaţa în fiecare dimineaţă.",
    ),
    ("windows-1257", "Žvejas įrašė skaičių į žurnalą, kaip darydavo kiekvieną rytą nuo karo."),
    (
        "mac-roman",
        "L’été dernier, à la même heure, le gardien avait déjà compté les mouettes près de là.",
    ),
    (
        "cp850",
        "L'été dernier, à la même heure, le gardien avait déjà compté les mouettes près de là.",
    ),
    ("cp874", "เรือข้ามฟากออกจากท่าเรือตอนรุ่งสางเหมือนเมื่อสี่สิบปีก่อน"),
    ("windows-1255", "המעבורת יצאה עם שחר כמו בארבעים השנים האחרונות."),
    ("windows-1256", "غادرت العبارة عند الفجر كما فعلت أربعين عاما."),
    ("windows-1250", "Prom wypłynął o świcie, jak przez czterdzieści lat."),
]


@pytest.mark.parametrize(("encoding", "text"), UNDECLARED)
@pytest.mark.parametrize(
    "template", ["{}", "# {}\n", "<html><body class='a'><p>\n{}</p></body></html>"]
)
def test_encodings_that_nothing_declares(encoding: str, text: str, template: str) -> None:
    page = template.format(text)
    assert decode(page.encode(encoding))[0] == page


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, CHINESE, FRENCH])
def test_wide_encodings_need_no_mark(encoding: str, text: str) -> None:
    page = f"<html><title>A</title>\n<p>{text}</p></html>"
    assert decode(page.encode(encoding)) == (page, "")


@pytest.mark.parametrize("label", ["utf-8", ""])
def test_utf8_with_some_bad_bytes_stays_utf8(label: str) -> None:
    text, odd = decode(FRENCH.encode() + b" Ren\xe9\xff!", label)
    assert text.startswith(FRENCH)
    assert "\ufffd" in text
    assert "became" in odd


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("iso-8859-1", b"\x93It\x92s\x94 \x80", "“It’s” €"),
        ("Latin1", b"\x96", "–"),
        ("shift_jis", b"\x87\x40", "①"),
        ("gb2312", "镕".encode("gbk"), "镕"),
        ("ks_c_5601-1987", "뷁".encode("cp949"), "뷁"),
        ("utf-16", FRENCH.encode(), FRENCH),
        ("iso-8859-1", RUSSIAN.encode(), RUSSIAN),
        ("utf-8", RUSSIAN.encode("cp1251"), RUSSIAN),
        ("no such label", RUSSIAN.encode("cp1251"), RUSSIAN),
    ],
)
def test_labels_mean_what_they_mean_to_browsers(label: str, data: bytes, text: str) -> None:
    assert decode(data, label)[0] == text


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.jsonl"])
def test_one_nul_does_not_refuse_a_text(name: str) -> None:
    text = '{"text": "The ferry le\0ft."}' if name == "a.jsonl" else "The ferry le\0ft."
    reading = read(Record(name, 1 if name == "a.jsonl" else 0, text.encode()))
    assert [each.text for each in reading.article.paragraphs] == ["The ferry left."]


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1", bytes(range(256)), b"\0\0", b" \n"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(data)
