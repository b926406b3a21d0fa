using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Yaml.Tests;

public sealed class YamlReaderTests
{
    [Fact]
    public void Every_value_knows_its_place()
    {
        var root = Assert.IsType<YamlMapping>(Read("a: 1\nb:\n  c: [x, 'y z']\n"));
        Assert.Equal(["a", "b"], root.Entries.Select(entry => entry.Key));
        Assert.Equal(new("f.yaml", 2, 1), root.Entries[1].Mark);
        var inner = Assert.IsType<YamlMapping>(root.Entries[1].Value);
        var list = Assert.IsType<YamlSequence>(inner.Entries[0].Value);
        Assert.Equal(new("f.yaml", 3, 6), list.Mark);
        Assert.Equal([(3, 7), (3, 10)], list.Items.Select(item => (item.Mark.Line, item.Mark.Column)));
        Assert.Equal(["x", "y z"], list.Items.Cast<YamlScalar>().Select(item => item.Text));
    }

    [Theory]
    [InlineData("a: length * foo", 9, 1, 13)]
    [InlineData("a: 'length * foo'", 9, 1, 14)]
    [InlineData("a: length\n  *   foo", 11, 2, 7)]
    [InlineData("a: >\n  length *\n   foo\n", 10, 3, 4)]
    [InlineData("a: \"length \\t foo\"", 9, 1, 4)]
    public void A_character_of_a_scalar_is_found_in_the_file(string text, int offset, int line, int column)
    {
        var scalar = Assert.IsType<YamlScalar>(Assert.IsType<YamlMapping>(Read(text)).Entries[0].Value);
        SourceMark mark = Assert.Single(scalar.MarksAt([offset]));
        Assert.Equal((line, column), (mark.Line, mark.Column));
    }

    [Theory]
    [InlineData("", "f.yaml:1:1: there is nothing in it")]
    [InlineData("# only a comment\n", "f.yaml:1:1: there is nothing in it")]
    [InlineData("a: 1\n\tb: 2", "f.yaml:2:1: a tab in the indentation; YAML indents with spaces")]
    [InlineData("a: 1\n---\nb: 2", "f.yaml:2:1: a second document begins here; a file holds one")]
    [InlineData("a: &x 1\nb: *x", "f.yaml:1:4: anchors and aliases (&name, *name) are not supported; write the value out\n"
        + "f.yaml:2:4: anchors and aliases (&name, *name) are not supported; write the value out")]
    [InlineData("a: !!int 1", "f.yaml:1:4: the tag 'tag:yaml.org,2002:int' is not supported; write the plain value")]
    [InlineData("a: 1\nb: 2\na: 3", "f.yaml:3:1: the key 'a' stands here twice; the first is in line 1")]
    [InlineData("[a, b]: 3", "f.yaml:1:1: a key must be a name, found a list of 2 values")]
    [InlineData(": 3", "f.yaml:1:1: a key must be a name, found nothing")]
    [InlineData("a: [1, 2", "f.yaml:1:9: expected ',' or ']'; a list in brackets is not closed")]
    [InlineData("a: {b: 2", "f.yaml:1:9: expected ',' or '}'; a mapping in braces is not closed")]
    [InlineData("a: 'x", "f.yaml:1:4: the text ends inside a value in quotes; the closing quote is missing")]
    [InlineData("a: @x", "f.yaml:1:4: this character cannot begin a value; put the value in quotes")]
    [InlineData("a: b: c", "f.yaml:1:5: a ':' is not allowed here; put the value in quotes, or check the indentation")]
    [InlineData("a: 1\nb\nc: 2", "f.yaml:2:1: expected 'key: value' here; check the indentation and the line above")]
    [InlineData("a: 1\n  b: 2", "f.yaml:2:4: a ':' is not allowed here; put the value in quotes, or check the indentation")]
    public void A_broken_text_is_explained(string text, string expected)
    {
        var diagnostics = new Diagnostics();
        YamlReader.Read("f.yaml", text, diagnostics);
        Assert.Equal(expected, diagnostics.ToString());
    }

    [Fact]
    public void Endless_nesting_is_a_problem_and_no_crash()
    {
        foreach (string opening in new[] { "[", "{a: ", "- ", "{", "? " })
        {
            var diagnostics = new Diagnostics();
            Assert.Null(YamlReader.Read("f.yaml", string.Concat(Enumerable.Repeat(opening, 20_000)), diagnostics));
            Assert.Contains("levels deep", diagnostics.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_giant_text_and_a_missing_file_are_problems()
    {
        var diagnostics = new Diagnostics();
        Assert.Null(YamlReader.Read("big.yaml", new string('a', YamlReader.MaxLength + 1), diagnostics));
        Assert.Null(YamlReader.ReadFile("no/such/file.yaml", diagnostics));
        Assert.Equal(
            "big.yaml:1:1: the file is longer than 1048576 characters\n"
            + "no/such/file.yaml: there is no such file", diagnostics.ToString());
    }

    [Fact]
    public void A_missing_file_is_named_without_a_line_and_with_its_nearest_neighbour()
    {
        string folder = Directory.CreateTempSubdirectory("nearest").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "copy.yaml"), "");
            File.WriteAllText(Path.Combine(folder, "other.md"), "");
            Assert.Equal($"; did you mean '{Path.Combine(folder, "copy.yaml")}'?", Hint("cpoy.yaml"));
            Assert.Equal($"; did you mean '{Path.Combine(folder, "copy.yaml")}'?", Hint("copy"));
            Assert.Equal("", Hint("associative-recall.yaml"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Hint(string name)
        {
            var diagnostics = new Diagnostics();
            string path = Path.Combine(folder, name);
            Assert.Null(YamlReader.ReadFile(path, diagnostics));
            return diagnostics.ToString().Replace($"{path}: there is no such file", "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_change_no_place()
    {
        var root = Assert.IsType<YamlMapping>(Read("\uFEFFa: 1\r\nb:\r\n  c: x\r\n"));
        YamlEntry c = Assert.IsType<YamlMapping>(root.Entries[1].Value).Entries[0];
        Assert.Equal((3, 3, "x"), (c.Mark.Line, c.Mark.Column, ((YamlScalar)c.Value).Text));
    }

    [Fact]
    public void No_text_makes_the_reader_throw_and_a_text_without_value_is_always_explained() =>
        Prop.ForAll(YamlishText().ToArbitrary(), text =>
        {
            var diagnostics = new Diagnostics();
            YamlNode? node = YamlReader.Read("f.yaml", text, diagnostics);
            return node is not null || diagnostics.Any;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    private static Gen<string> YamlishText() =>
        Gen.Elements("a", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "'", "\"", "|", ">", "&x", "*x", "!", "%", "@", "`", "#", "\t",
            "---", "...", "?", "1", "\\", "\u0000", "\uFEFF", "\uD83D", "é", "<<", "=", "~").ArrayOf().Select(string.Concat);

    private static YamlNode Read(string text)
    {
        var diagnostics = new Diagnostics();
        YamlNode? node = YamlReader.Read("f.yaml", text, diagnostics);
        Assert.Equal("", diagnostics.ToString());
        return node!;
    }
}
