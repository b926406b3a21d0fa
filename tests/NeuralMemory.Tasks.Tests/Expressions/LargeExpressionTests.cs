using System.Diagnostics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>
/// Expressions as long as a file can be: the time to read them grows with their length, and what is too deep to be computed is refused.
/// </summary>
public sealed class LargeExpressionTests
{
    [Fact]
    public void A_chain_is_computed_up_to_a_limit()
    {
        Assert.Equal(500, Evaluate.Number("at(items, 0, 0)" + Repeat("+1", 499)));
        Assert.Equal([501, 510], Evaluate.Rows("items" + Repeat("+1", 500), 2)[0]);
        Assert.Equal("a chain of 501 operators '+' and '-' makes operations more than 500 deep; name parts of it, as variables or draws",
            Problem("1" + Repeat("+1", 501)));
    }

    [Theory]
    [InlineData("+1", 22_100, "'+' and '-'")]
    [InlineData(" and 1", 50_000, "'and'")]
    [InlineData(" or 1", 50_000, "'or'")]
    [InlineData("%1", 300_000, "'*' and '/' and '%'")]
    public void A_chain_beyond_it_is_refused_with_its_length(string link, int count, string operators)
    {
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(
            $"a chain of {count} operators {operators} makes operations more than 500 deep; name parts of it, as variables or draws",
            Problem("1" + Repeat(link, count)));
        // It takes a second at most; quadratic reading took half a minute for the shorter ones.
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 10);
    }

    [Fact]
    public void Chains_within_each_other_count_together()
    {
        string expression = "1" + Repeat("+1", 300);
        Assert.Equal(
            "a chain of 300 operators '*' and '/' and '%' makes operations more than 500 deep; name parts of it, as variables or draws",
            Problem($"({expression})" + Repeat("*1", 300)));
        // Side by side they do not.
        Assert.Equal(602, Evaluate.Number($"({expression}) + ({expression})"));
    }

    [Fact]
    public void A_list_may_be_long()
    {
        string list = "literal(" + string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"{i} - 1")) + ")";
        Assert.Equal(9998, Evaluate.Rows(list, 10_000)[0][^1]);
    }

    [Fact]
    public void Scans_within_scans_are_bound_in_time_or_refused()
    {
        Assert.Equal(4, Evaluate.Number(Nested(4)));
        Assert.Equal("a scan within 4 others: at most 4 nest in the last expressions of each other", Problem(Nested(5)));
        Assert.Equal("a scan within 4 others: at most 4 nest in the last expressions of each other", Problem(Nested(30)));

        static string Nested(int depth) => depth == 0 ? "0"
            : $"at(scan(s{depth} = 0, r{depth} in zeros(2, 1), s{depth} * 0 + 1 + {Nested(depth - 1)}), 1, 0)";
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Problem(string expression)
    {
        var diagnostics = new Diagnostics();
        Assert.Null(TaskDefinition.Read("t.yaml", $$"""
            task: t
            version: 1
            inputs: { x: 1 }
            targets: { y: 1 }
            draw:
              value: {{expression}}
            episode: [{ recall: { y: 1 } }]
            loss: bits
            """, diagnostics));
        return Assert.Single(diagnostics.Items).Message;
    }
}
