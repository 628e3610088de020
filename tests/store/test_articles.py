from tests.build import an_article


def test_x(store):
    import time

    a = an_article("周鴻祎表示,⟦差距在拉大⟧。", quotes=[{"kind": "reported", "speaker": "周鴻祎"}], limits=[{"at": 0}])
    i = store.put_article(a, shelf=1, stem="a", parser_version="1")
    assert store.put_article(a, shelf=1, stem="a", parser_version="1") == i
    assert store.article(1, i).article == a
    assert store.named(1, "quotes", "周鸿", 5)


def test_y(store):
    i = store.put_article(an_article(), shelf=None, stem="a", parser_version="1")
    assert store.put_article(an_article(), shelf=None, stem="a", parser_version="1") == i


def test_z(store):
    pass
