def test_x(make_method, edit_form, slugs_of):
    page = make_method(title="Proef", terms=["fase/testen"])
    form = edit_form(page)
    print(sorted(form.data.items()))
    r = form.choose("fase","bedenken").send()
    print(r.status_code, r.headers.get("Location"))
    if r.status_code==200:
        print(r.context["form"].errors, r.context["form"].formsets)
    print(slugs_of(page,"fase"), slugs_of(page,"fase",draft=True))
    r = form.choose("fase","bedenken").publish()
    print(r.status_code, r.headers.get("Location"))
    print(r.context["form"].errors)
    assert 0
