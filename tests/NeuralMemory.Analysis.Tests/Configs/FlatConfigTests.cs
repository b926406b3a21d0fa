using NeuralMemory.Testing;
using NeuralMemory.Yaml;

namespace NeuralMemory.Analysis.Tests;

public sealed class FlatConfigTests
{
    public static TheoryData<string> Files =>
    [
        .. ((string[])["configs", "tasks"]).SelectMany(folder =>
            Directory.GetFiles(Repository.Path(folder), "*.yaml", SearchOption.AllDirectories)).Select(path =>
            Path.GetRelativePath(Repository.Root, path)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_read_as_all_yaml_is(string file)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, file));
        Assert.Equal(Expected(text), Read(text));
        // And as this program writes it, which is what is read quickly.
        string written = YamlText.Document((YamlMapping)YamlReader.Read(file, text, new())!);
        Assert.Equal(Expected(written), Read(written));
    }

    [Theory]
    [InlineData("a: 1\nb:\n  c: [1, 2]\n  d:\n    e: x y\nf: -0.5\n")]
    [InlineData("a: {}\nb: \"a text: with # signs\"\n")]
    public void What_this_program_writes_is_read_quickly(string text)
    {
        OrderedDictionary<string, string> values = [];
        Assert.True(WrittenYaml.TryRead(text, values));
        Assert.Equal(Expected(text), values);
    }

    [Theory]
    [InlineData("a: 1 # words")]
    [InlineData("a: 'x'")]
    [InlineData("a: [1,2]")]
    [InlineData("a: [ 1, 2]")]
    [InlineData("a: [x, \"y, z\"]")]
    [InlineData("a: { b: 1 }")]
    [InlineData("a: \"x\\ty\"")]
    [InlineData("a: x\n  y")]
    [InlineData("a:\n- 1\n- 2")]
    [InlineData("a:\n  - b: 1")]
    [InlineData("a:\nb: 1")]
    [InlineData("a:\n    b: 1")]
    [InlineData("a: |\n  x\n  y")]
    [InlineData("a: >-\n  x\n  y")]
    [InlineData("a:   1")]
    [InlineData("a: 1  ")]
    [InlineData("\"a\": 1")]
    [InlineData("a: x: y")]
    [InlineData("a: 1\na: 2")]
    [InlineData("---\na: 1")]
    [InlineData("a: &b 1")]
    [InlineData("a: 1\n\nb: 2")]
    [InlineData("a:\tb")]
    [InlineData("a: 1\n b: 2")]
    [InlineData("a: - 1")]
    public void Any_other_form_is_left_to_the_whole_reader(string text)
    {
        Assert.False(WrittenYaml.TryRead(text, []));
        Assert.Equal(Expected(text), Read(text));
    }

    [Fact]
    public void What_is_no_yaml_is_a_problem_with_its_place()
    {
        Assert.Empty(FlatConfig.Read("config.yaml", "a: [", out string? problem).Keys);
        Assert.StartsWith("config.yaml:1:", problem, StringComparison.Ordinal);
        Assert.Empty(FlatConfig.Read("config.yaml", "- 1", out problem).Keys);
        Assert.Equal("config.yaml: this is a list of 1 value, expected keys with values", problem);
    }

    [Theory]
    [InlineData("a: \"x # y\"", "x # y")]
    [InlineData("a: \"x\\ty\"", "x\ty")]
    [InlineData("a: x y", "x y")]
    [InlineData("a: null", null)]
    [InlineData("b: 1", null)]
    public void A_text_is_without_its_quotes(string yaml, string? text) =>
        Assert.Equal(text, FlatConfig.Read("x", yaml, out _).TextAt("a"));

    private static KeyValuePair<string, string>[] Read(string text)
    {
        FlatConfig config = FlatConfig.Read("file", text, out _);
        return [.. config.Keys.Select(key => KeyValuePair.Create(key, config[key]!))];
    }

    private static KeyValuePair<string, string>[] Expected(string text) =>
        YamlReader.Read("file", text, new()) is YamlMapping root ? [.. YamlText.Flatten(root)] : [];
}
