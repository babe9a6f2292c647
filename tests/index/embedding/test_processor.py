from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import processor
from index.embedding.processor import embedding_precision, instruction_sets, processor_name, reading_precision

WITHOUT_VNNI = """\
processor\t: 0
vendor_id\t: Rowan
model name\t: Rowan Twelve @ 2.40GHz
flags\t\t: fpu sse2 avx avx2 fma
bugs\t\t: none

processor\t: 1
model name\t: Rowan Twelve @ 2.40GHz
flags\t\t: fpu sse2 avx avx2 fma
"""
WITH_ALL = "model name : Rowan Max\nflags : avx2 avx512f avx512_vnni avx512_bf16 avx_vnni amx_bf16\n"
ARM = """\
processor\t: 0
BogoMIPS\t: 243.75
Features\t: fp asimd evtstrm bf16
CPU part\t: 0xd0c
"""
BOARD = ARM + "\nModel\t\t: Alder Board 4\n"


@pytest.fixture(scope="module")
def shared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("facts") / "cpuinfo"


def tell(folder: Path, monkeypatch: pytest.MonkeyPatch, facts: str) -> None:
    (folder / "cpuinfo").write_text(facts, encoding="utf-8")
    monkeypatch.setattr(processor, "CPUINFO", folder / "cpuinfo")


@pytest.mark.parametrize(
    ("facts", "name", "sets"),
    [
        (WITHOUT_VNNI, "Rowan Twelve @ 2.40GHz", ("AVX2",)),
        (WITH_ALL, "Rowan Max", ("AVX2", "AVX-512", "VNNI", "BF16", "AMX")),
        (ARM, "aarch64", ("NEON", "BF16")),
        (BOARD, "Alder Board 4", ("NEON", "BF16")),
    ],
)
def test_name_and_instruction_sets_are_those_that_linux_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, facts: str, name: str, sets: tuple[str, ...]
) -> None:
    monkeypatch.setattr("platform.processor", lambda: "")
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    tell(tmp_path, monkeypatch, facts)
    assert (processor_name(), instruction_sets()) == (name, sets)


@pytest.mark.parametrize(("told", "name"), [("arm", "arm"), ("", "unknown processor")])
def test_a_system_that_tells_nothing_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, name: str
) -> None:
    monkeypatch.setattr(processor, "CPUINFO", tmp_path / "absent")
    monkeypatch.setattr("platform.processor", lambda: told)
    monkeypatch.setattr("platform.machine", lambda: "")
    assert instruction_sets() == ()
    assert f"({name}: instruction sets unknown)" in reading_precision()


@given(facts=st.binary())
def test_whatever_the_file_holds_there_is_a_name(shared_file: Path, facts: bytes) -> None:
    shared_file.write_bytes(facts)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(processor, "CPUINFO", shared_file)
        assert processor_name() in reading_precision()


@pytest.mark.parametrize("precision", ["bfloat16", "float16"])
def test_fewer_bits_are_told_with_how_exact_they_are(monkeypatch: pytest.MonkeyPatch, precision: str) -> None:
    monkeypatch.setattr(processor, "openvino_precision", lambda: precision)
    assert f"in {precision}" in embedding_precision() and "cosine" in embedding_precision()


def test_without_them_all_is_in_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processor, "openvino_precision", lambda: "float32")
    assert "float32 too" in embedding_precision()
