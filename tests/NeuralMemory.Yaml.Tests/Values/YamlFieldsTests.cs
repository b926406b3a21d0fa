namespace NeuralMemory.Yaml.Tests;

public sealed class YamlFieldsTests
{
    private enum Order
    {
        ReadFirst,
        WriteFirst,
    }

    [Fact]
    public void Values_of_every_type_are_taken()
    {
        var (fields, diagnostics) = Open("n: -3\nx: 1e-4\nname: copy\norder: write-first\nlist: [1, 2]\nsub: { k: 5 }\nempty:\n");
        Assert.Equal(-3, fields.Optional("n")!.AsInteger(diagnostics));
        Assert.Equal(1e-4, fields.Optional("x")!.AsReal(diagnostics));
        Assert.Equal("copy", fields.Text("name"));
        Assert.Equal(Order.WriteFirst, fields.Optional("order")!.AsEnum<Order>("order", diagnostics));
        Assert.Equal(2, fields.Items("list").Count);
        Assert.Equal("k", Assert.Single(fields.Optional("sub")!.AsMapping(diagnostics)!.Entries).Key);
        Assert.Null(fields.Optional("empty"));
        Assert.Null(fields.Optional("absent"));
        fields.Finish();
        Assert.False(diagnostics.Any);
    }

    [Theory]
    [InlineData("n: abc", "f.yaml:1:4: expected an integer from 1 to 9, found the text 'abc'")]
    [InlineData("n: '3'", "f.yaml:1:4: expected an integer from 1 to 9, found the text '3'")]
    [InlineData("n: 3.5", "f.yaml:1:4: expected an integer from 1 to 9, found the number 3.5")]
    [InlineData("n: 12", "f.yaml:1:4: expected an integer from 1 to 9, found the integer 12")]
    [InlineData("n: 99999999999999999999", "f.yaml:1:4: expected an integer from 1 to 9, found the number 99999999999999999999")]
    [InlineData("n: [1]", "f.yaml:1:4: expected an integer from 1 to 9, found a list of 1 value")]
    [InlineData("n: {a: 1}", "f.yaml:1:4: expected an integer from 1 to 9, found a mapping ('a: ...')")]
    [InlineData("x: .nan", "f.yaml:1:4: expected a number, found the text '.nan'")]
    [InlineData("x: NaN", "f.yaml:1:4: expected a number, found the text 'NaN'")]
    [InlineData("x: 1e999", "f.yaml:1:4: expected a number, found the text '1e999'")]
    [InlineData("order: read_first", "f.yaml:1:8: unknown order 'read_first'; did you mean 'read-first'? (known: read-first, write-first)")]
    [InlineData("sub: 3", "f.yaml:1:6: expected a mapping of keys to values, found the integer 3")]
    [InlineData("ordr: read-first", "f.yaml:1:1: the test has no key 'ordr'; did you mean 'order'? (known: n, x, order, sub)")]
    public void A_wrong_value_is_reported(string text, string expected)
    {
        var (fields, diagnostics) = Open(text);
        fields.Optional("n")?.AsInteger(diagnostics, 1, 9);
        fields.Optional("x")?.AsReal(diagnostics);
        fields.Optional("order")?.AsEnum<Order>("order", diagnostics);
        fields.Optional("sub")?.AsMapping(diagnostics);
        fields.Finish();
        Assert.Equal(expected, diagnostics.ToString());
    }

    [Fact]
    public void A_required_key_is_missed()
    {
        var (fields, diagnostics) = Open("b:\n");
        Assert.Null(fields.RequiredText("a"));
        Assert.Null(fields.RequiredText("b"));
        Assert.Equal("f.yaml:1:1: the test has no 'a', which is required\nf.yaml:1:1: 'b' has no value", diagnostics.ToString());
    }

    private static (YamlFields Fields, Diagnostics Diagnostics) Open(string text)
    {
        var diagnostics = new Diagnostics();
        return (new((YamlMapping)YamlReader.Read("f.yaml", text, diagnostics)!, "the test", diagnostics), diagnostics);
    }
}
