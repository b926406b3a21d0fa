namespace NeuralMemory.Yaml.Tests;

public sealed class YamlTextTests
{
    private const string Text = "a: 1\nb:\n  c: [x, \"2\"]\n  d: { e: {} }\n";

    [Fact]
    public void Numbers_are_written_so_that_every_reader_of_YAML_takes_them_for_numbers()
    {
        Assert.Equal("0.0003", YamlText.Number(3e-4));
        Assert.Equal("1.0e-06", YamlText.Number(1e-6));
        Assert.Equal("1.5e+300", YamlText.Number(1.5e300));
        Assert.Equal("20", YamlText.Number(20));
    }

    [Theory]
    [InlineData("plain words", true)]
    [InlineData("v1.2 (a/b); c-d_e", true)]
    [InlineData("True", false)]
    [InlineData("no", false)]
    [InlineData("12", false)]
    [InlineData("a: b", false)]
    [InlineData("ends with a space ", false)]
    [InlineData("", false)]
    public void A_text_that_some_reader_takes_for_something_else_needs_quotes(string text, bool isPlain) =>
        Assert.Equal(isPlain, YamlText.IsPlain(text));

    [Fact]
    public void A_document_has_sections_in_blocks_lists_on_a_line_and_comments_beside_their_keys()
    {
        const string rest = "  c: [x, \"2\"]\n  d:\n    e: {}\n";
        Assert.Equal("a: 1\nb:\n" + rest, YamlText.Document(Root(Text)));
        Assert.Equal(
            "a: 1\n" + "b:".PadRight(40) + "# what b is\n" + rest,
            YamlText.Document(Root(Text), path => path == "b" ? "what b is" : null));
    }

    [Fact]
    public void A_value_stands_on_one_line() =>
        Assert.Equal("{ a: 1, b: { c: [x, \"2\"], d: { e: {} } } }", YamlText.Inline(Root(Text)));

    [Fact]
    public void A_tree_is_flat_by_its_dotted_paths() =>
        Assert.Equal([new("a", "1"), new("b.c", "[x, \"2\"]"), new("b.d.e", "{}")], YamlText.Flatten(Root(Text)));

    private static YamlMapping Root(string text) => (YamlMapping)YamlReader.Read("f.yaml", text, new Diagnostics())!;
}
