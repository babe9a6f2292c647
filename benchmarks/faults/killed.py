"""Processes that are killed, and connections that are cut, while articles are added."""

from dataclasses import replace
from functools import partial

from benchmarks.faults.courses import Course, Setting, half, run
from tests.faults import Adding
from tests.servers.chroma_servers import ChromaProcess
from tests.servers.cutting_proxy import CuttingProxy


def chroma(setting: Setting) -> list[Course]:
    """Kill one of two Chroma servers, which comes back after up to two seconds."""
    servers = setting.servers()

    def disturb(work: Adding) -> None:
        server: ChromaProcess = setting.chance.choice(servers)
        server.kill()
        work.is_at_work(setting.chance.uniform(0, 2))
        server.start()

    return [run(setting, setting.place(servers), disturb)]


def postgres(setting: Setting) -> list[Course]:
    """Kill all processes of PostgreSQL, which is started again on its data."""

    def disturb(_work: Adding) -> None:
        setting.database.kill()
        setting.database.start()

    return [
        run(half(setting), setting.place(), disturb),
        run(half(setting), setting.place(setting.servers()), disturb),
    ]


def driver(setting: Setting) -> list[Course]:
    """Kill the process that adds."""

    def disturb(work: Adding) -> None:
        work.kill()

    return [
        run(half(setting), setting.place(), disturb),
        run(half(setting), setting.place(setting.servers()), disturb),
        run(half(setting), setting.folder / "library-of-one-folder", disturb),
    ]


def connection(setting: Setting) -> list[Course]:
    """End the server's side of connections to PostgreSQL, and cut them in between."""
    proxy = CuttingProxy(next(setting.database.folder.glob(".s.PGSQL.*[0-9]")))
    setting.opened.callback(proxy.close)
    through = f"postgresql://postgres@127.0.0.1:{proxy.port}/postgres"

    def cut(_work: Adding) -> None:
        proxy.cut()

    return [
        run(half(setting), setting.place(), partial(_terminate, setting)),
        run(half(setting), replace(setting.place(setting.servers()), address=through), cut),
    ]


def _terminate(setting: Setting, _work: Adding) -> None:
    import psycopg

    with psycopg.connect(setting.database.address, autocommit=True) as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name LIKE 'article-qa%' AND random() < 0.7"
        )
