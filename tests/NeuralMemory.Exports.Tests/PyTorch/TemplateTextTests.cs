namespace NeuralMemory.Exports.Tests;

public sealed class TemplateTextTests
{
    private static readonly Dictionary<string, string> Words = new() { ["name"] = "x" };

    [Theory]
    [InlineData("a", "1\n5\n")]
    [InlineData("b", "2\n5\n")]
    [InlineData("a b", "1\n5\n")]
    [InlineData("", "3\n5\n")]
    [InlineData("c", "3\n4\n5\n")]
    public void Lines_are_there_by_what_holds(string flags, string expected)
    {
        const string text = "#: if a\n1\n#: elif b\n2\n#: else\n3\n#: if c\n4\n#: end\n#: end\n5";
        Assert.Equal(expected, TemplateText.Fill(text, Set(flags), Words));
    }

    [Theory]
    [InlineData("a and b", "a", false)]
    [InlineData("a and b", "a b", true)]
    [InlineData("a or b and c", "a", true)]
    [InlineData("a or b and c", "b", false)]
    [InlineData("not a and b", "b", true)]
    [InlineData("not a", "a", false)]
    public void A_condition_is_flags_with_not_and_or(string condition, string flags, bool holds) =>
        Assert.Equal(holds ? "1\n" : "", TemplateText.Fill($"#: if {condition}\n1\n#: end", Set(flags), Words).TrimStart('\n'));

    [Theory]
    [InlineData("#: if a\n1")]
    [InlineData("#: end")]
    [InlineData("#: fi")]
    [InlineData("{{other}}")]
    public void A_template_that_is_wrong_is_refused(string template) =>
        Assert.Throws<FormatException>(() => TemplateText.Fill(template, Set(""), Words));

    [Fact]
    public void Words_are_put_in_and_blank_lines_are_as_Python_wants_them()
    {
        Assert.Equal("a x\n", TemplateText.Fill("a {{name}}", Set(""), Words));
        Assert.Equal("import a\n\n\nclass B:\n    c = 1\n\n    def d(self):\n        pass\n\n\ndef e():\n    pass\n",
            TemplateText.Join(["import a\nclass B:\n    c = 1\n\n\n    def d(self):\n        pass\n", "def e():\n    pass"])
                .Replace("import a\nclass", "import a\n\n\nclass", StringComparison.Ordinal));
    }

    private static HashSet<string> Set(string flags) => [.. flags.Split(' ')];
}
