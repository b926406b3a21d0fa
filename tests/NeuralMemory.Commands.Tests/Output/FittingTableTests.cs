namespace NeuralMemory.Commands.Tests;

public sealed class FittingTableTests
{
    private static readonly FittingColumn[] Columns =
    [
        new("name", 9, ["a name of twenty...", "b"]), new("n>", 8, ["10", "2"]), new("note", 1, ["words at the end", ""]), new("none", 5, ["", ""]),
    ];

    [Theory]
    [InlineData(80, "name n note")]
    [InlineData(47, "name n note")]
    [InlineData(46, "name n")]
    [InlineData(28, "name n")]
    public void What_is_least_important_goes_first_and_what_is_empty_always(int width, string shown)
    {
        string text = Print(width, terminal => Assert.True(FittingTable.TryPrint(terminal, Columns, least: 2)));
        Assert.Equal(shown, string.Join(' ', text.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Without_room_for_the_least_nothing_is_printed() =>
        Assert.Equal("", Print(27, terminal => Assert.False(FittingTable.TryPrint(terminal, Columns, least: 2))));

    [Fact]
    public void What_has_no_room_stands_in_a_further_table_with_the_same_beginning()
    {
        string text = Print(44, terminal => FittingTable.PrintAll(terminal, Columns, leading: 1));
        Assert.Equal(2, text.Split("  name  ").Length - 1);
        Assert.Contains("words at the end", text, StringComparison.Ordinal);
        Assert.DoesNotContain("none", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 44, line));
    }

    [Fact]
    public void A_long_name_loses_its_middle_before_a_cell_is_broken()
    {
        string text = Print(44, terminal => FittingTable.PrintAll(
            terminal, [new("group", 9, ["associative-recall, ntm, rate 0.0003"]), new("value>", 8, ["1.594 [1.562, 1.656]"])], leading: 1));
        Assert.Contains("asso...ate 0.0003", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 44, line));
        // In a file nothing is left out.
        Assert.Contains("associative-recall, ntm, rate 0.0003", Print(40, terminal => FittingTable.PrintAll(
            terminal, [new("group", 9, ["associative-recall, ntm, rate 0.0003"]), new("value>", 8, ["1"])], leading: 1), isTerminal: false),
            StringComparison.Ordinal);
    }

    private static string Print(int width, Action<Terminal> print, bool isTerminal = true)
    {
        StringWriter output = new();
        using Terminal terminal = new(output, TextWriter.Null) { IsInteractive = isTerminal, Width = width };
        print(terminal);
        return output.ToString();
    }
}
