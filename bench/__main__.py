"""`make bench`: every section, one after the other."""

from bench import digests, feeds, packages, parse, replies, shelf

SECTIONS = (parse, packages, replies, digests, feeds, shelf)


def main() -> None:
    for section in SECTIONS:
        print(f"\n## {section.TITLE}\n")
        section.run()


if __name__ == "__main__":
    main()
