namespace NeuralMemory.Architecture.Tests;

/// <summary>What the guard of the folders sees, and what it must not take for a dependency.</summary>
public sealed class FolderGraphTests
{
    [Fact]
    public void A_circle_is_named_with_a_file_and_an_identifier_of_each_step() => Assert.Equal(
        [
            "A -> B -> C -> A:\n"
            + "    A -> B: A/One.cs uses Two\n"
            + "    B -> C: B/Two.cs uses Three\n"
            + "    C -> A: C/Three.cs uses One",
        ],
        Circles(("A/One.cs", "class One { Two? two; }"), ("B/Two.cs", "class Two : Base<Three>;"), ("C/Three.cs", "struct Three { One[] ones; }")));

    [Fact]
    public void Every_circle_is_named_once() => Assert.Equal(
        2,
        Circles(
            ("A/One.cs", "class One { Two two; }"), ("B/Two.cs", "class Two { One one; }"),
            ("C/Three.cs", "class Three { Four four; }"), ("D/Four.cs", "class Four { Three three; }")).Length);

    [Fact]
    public void Nothing_may_use_the_top_floor()
    {
        Assert.Equal(
            "(the project's root) -> A -> (the project's root):",
            Assert.Single(Circles(("Top.cs", "class Top;"), ("A/Deep/One.cs", "class One { Top top; }"))).Split('\n')[0]);
        Assert.Empty(Circles(("Top.cs", "class Top { One one; Two two; }"), ("A/One.cs", "class One { Two two; }"), ("B/Two.cs", "class Two;")));
    }

    [Theory]
    [InlineData("// One")]
    [InlineData("/* One */")]
    [InlineData("/// <summary>As <see cref=\"One\"/>.</summary>")]
    [InlineData("string s = \"a \\\" One\";")]
    [InlineData("string s = @\"a \"\" One\";")]
    [InlineData("string s = $\"{{ One }}\";")]
    [InlineData("string s = $\"{x:One}\";")]
    [InlineData("string s = \"\"\"a \" One\"\"\";")]
    [InlineData("char c = '\"'; // One")]
    [InlineData("int n = x.One + y?.One;")]
    [InlineData("int One { get; }")]
    [InlineData("int? One { get; }")]
    [InlineData("List<int> One { get; }")]
    [InlineData("int[] One { get; }")]
    [InlineData("X x = new() { One = 3 };")]
    [InlineData("X x = F(One: 3);")]
    public void What_is_no_type_counts_for_nothing(string code) => Assert.Empty(Circles(Own, ("B/Two.cs", $"class Two {{ {code}\n }}")));

    [Theory]
    [InlineData("One one;")]
    [InlineData("One? one;")]
    [InlineData("List<One> list;")]
    [InlineData("public static One Make() => new();")]
    [InlineData("object o = new One();")]
    [InlineData("bool b = o is One;")]
    [InlineData("int n = b ? One.Zero : 0;")]
    [InlineData("int n = b ? One.Zero: 0;")]
    [InlineData("void M(this One one) { }")]
    [InlineData("void M() { switch (o) { case One: break; } }")]
    [InlineData("string s = $\"a {One.Name} b\";")]
    [InlineData("string s = $\"a {One.Name:0.##} b\";")]
    [InlineData("string s = $\"a {(b ? \"x\" : One.Name)} b\";")]
    [InlineData("string s = $$\"\"\"{ \" {{One.Name}} }\"\"\";")]
    [InlineData("char c = '\\''; One one;")]
    [InlineData("string s = \"\"; One one;")]
    [InlineData("string s = @\"c:\\\"; One one;")]
    public void A_type_counts_wherever_it_stands(string code) => Assert.Single(Circles(Own, ("B/Two.cs", $"class Two {{ {code} }}")));

    [Fact]
    public void A_type_of_two_folders_is_of_neither() => Assert.Empty(
        Circles(Own, ("C/One.cs", "partial class One;"), ("B/Two.cs", "class Two { One one; }")));

    [Fact]
    public void A_type_inside_another_is_its_own_affair() => Assert.Empty(
        Circles(("A/One.cs", "class One\n{\n    Two two;\n    class Inner;\n}"), ("B/Two.cs", "class Two { Inner inner; }")));

    private static (string, string) Own => ("A/One.cs", "public sealed partial class One { Two two; }");

    private static string[] Circles(params (string Path, string Text)[] files) => [.. FolderGraph.Of(files).Circles()];
}
