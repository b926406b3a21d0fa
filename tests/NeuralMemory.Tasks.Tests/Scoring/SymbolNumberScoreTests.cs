using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Symbols that are wanted by their numbers are scored as those that are wanted as columns.</summary>
public sealed class SymbolNumberScoreTests
{
    private const int Symbols = 5;

    [Fact]
    public void Numbers_score_what_columns_do()
    {
        TaskDefinition columns = Define("token: 5", "one_hot(items, 5)", "zeros(1, 5)"),
            numbers = Define("token: { symbols: 5 }", "items", "literal(-1)");
        SequenceBatch first = new(), second = new();
        new EpisodeSampler(columns).Sample(first, new(5), 0, 7);
        new EpisodeSampler(numbers).Sample(second, new(5), 0, 7);
        Assert.True(first.AnswersAll);
        Assert.InRange(second.Answers, 7, second.Rows - 1);
        var random = new RandomStream(new(8));
        Real[] logits = new Real[first.Rows * (Symbols + 1)];
        foreach (ref Real logit in logits.AsSpan())
            logit = (Real)random.NextDouble(-2, 2);
        Real[] answered = [.. second.Answered.ToArray().SelectMany(row => logits.AsSpan(row * (Symbols + 1), Symbols + 1).ToArray())];
        EpisodeScorer expected = new(columns.Losses), actual = new(numbers.Losses), steps = new(numbers.Losses);
        expected.Add(first, logits, only: [true, true, false, true, true, true, true]);
        actual.Add(second, answered, only: [true, true, false, true, true, true, true]);
        Assert.InRange(expected.Total.WrongSymbols, 1, expected.Total.TargetSymbols - 1);
        Assert.Equal(expected.Scores, actual.Scores);

        // Step by step there are the logits of all rows.
        steps.Begin(second, only: [true, true, false, true, true, true, true]);
        for (int t = 0; t < second.MaxLength; t++)
            steps.AddStep(t, logits.AsSpan(second.RowOffset(t) * (Symbols + 1), second.RowsAt(t) * (Symbols + 1)));
        steps.End();
        Assert.Equal(expected.Scores, steps.Scores);

        static TaskDefinition Define(string token, string items, string blank) => Repository.Define($$"""
            task: t
            version: 1
            parameters: { length: [2, 6] }
            inputs: { x: 1 }
            targets: { {{token}}, bit: 1 }
            draw: { items: integers(length, 1, 0, 4) }
            episode:
              - { show: { x: 1 }, steps: 2 }
              - recall: { token: concat({{items}}, {{blank}}), bit: 0 }
            loss: { token: softmax, bit: bits }
            terminator: { token: 3 }
            """);
    }
}
