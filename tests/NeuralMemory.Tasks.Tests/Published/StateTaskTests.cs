using static NeuralMemory.Tasks.Tests.Cells;
using static NeuralMemory.Tasks.Tests.HierarchyTask;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>
/// The tasks of which a few states are all that must be kept, as Delétang et al. (2023) and Grazzi et al. (2025) define them, stated here
/// in code of its own.
/// </summary>
public sealed class StateTaskTests
{
    [Fact]
    public void Even_pairs_counts_neighbours_that_differ() =>
        Check("even-pairs", 2, 2, 1, _ => 1, (input, length) =>
        {
            string text = string.Concat(input);
            int pairs = Enumerable.Range(0, length - 1).Count(i => text.Substring(i, 2) is "01" or "10");
            Assert.Equal(pairs % 2 == 0, text[0] == text[^1]);
            return [pairs % 2];
        });

    [Fact]
    public void Parity_check_counts_ones() =>
        Check("parity-check", 2, 2, 1, _ => 1, (input, _) => [input.Aggregate(0, (odd, bit) => odd ^ bit)]);

    [Fact]
    public void Cycle_navigation_goes_round_five_places()
    {
        int[] moves = new int[3];
        Check("cycle-navigation", 3, 5, 1, _ => 1, (input, _) =>
        {
            int place = 0;
            foreach (int move in input)
            {
                moves[move]++;
                place = move switch { 0 => place == 0 ? 4 : place - 1, 2 => place == 4 ? 0 : place + 1, _ => place };
            }

            return [place];
        });
        Assert.All(moves, count => Assert.InRange(count, 0.3 * moves.Sum(), 0.37 * moves.Sum()));
    }

    [Fact]
    public void Modular_arithmetic_works_out_an_expression_of_odd_length()
    {
        TaskDefinition task = Task("modular-arithmetic-simple", "token 9, empty 1", "token 5");
        Assert.Equal((2, 40), (task.MinLength, task.MaxLength));
        var lengths = new SortedSet<int>();
        ForEach(task, "length", 1, 40, (episode, drawn) =>
        {
            int length = drawn % 2 == 1 ? drawn : drawn - 1;
            lengths.Add(length);
            int[] input = Input(episode, length, 9);
            CheckAlternates(input);
            var expected = new ExpectedEpisode(task);
            foreach (int symbol in input)
                expected.Show(One(symbol));
            expected.Recall(One(Arithmetic.Value(Arithmetic.Text(input, 5), 5)), One(9));
            expected.AssertIs(episode);
        });
        Assert.Equal(20, lengths.Count);
    }

    [Fact]
    public void Parity_is_asked_for_at_the_last_bit()
    {
        TaskDefinition task = Task("parity", "token 2", "parity 2");
        Assert.Equal((2, 39), (task.MinLength, task.MaxLength));
        int odd = 0;
        ForEach(task, "length", 3, 40, (episode, length) =>
        {
            int[] input = Input(episode, length - 1, 2);
            int parity = input.Count(bit => bit == 1) % 2;
            odd += parity;
            CheckScoredAtTheEnd(task, episode, input, parity);
        });
        Assert.InRange(odd, 100, 200);
    }

    [Fact]
    public void Arithmetic_is_asked_for_at_the_sign_of_equality()
    {
        TaskDefinition task = Task("arithmetic", "token 9", "value 5");
        // The original's lengths are 3 to 39, and count the answer.
        Assert.Equal((2, 38), (task.MinLength, task.MaxLength));
        int[] symbols = new int[9];
        ForEach(task, "digits", 1, 19, (episode, digits) =>
        {
            int[] input = Input(episode, 2 * digits, 9);
            Assert.Equal(8, input[^1]);
            CheckAlternates(input[..^1]);
            foreach (int symbol in input)
                symbols[symbol]++;
            CheckScoredAtTheEnd(task, episode, input, Arithmetic.Value(Arithmetic.Text(input[..^1], 5), 5));
        });
        Assert.All(symbols[..5], count => Assert.InRange(count, 0.17 * symbols[..5].Sum(), 0.23 * symbols[..5].Sum()));
        Assert.All(symbols[5..8], count => Assert.InRange(count, 0.3 * symbols[5..8].Sum(), 0.37 * symbols[5..8].Sum()));
    }

    [Fact]
    public void Arithmetic_with_brackets_is_asked_for_at_the_sign_of_equality()
    {
        TaskDefinition task = Task("arithmetic-brackets", "token 11", "value 5");
        Assert.Equal((3, 38), (task.MinLength, task.MaxLength));
        ForEach(task, "length", 3, 40, (episode, length) =>
        {
            int[] input = Input(episode, Math.Max(5, length) - 2, 11);
            Assert.Equal(10, input[^1]);
            string text = Arithmetic.Text(input[..^1], 5);
            Assert.DoesNotContain("*", text, StringComparison.Ordinal);
            CheckScoredAtTheEnd(task, episode, input, Arithmetic.Value(text, 5));
        });
    }

    [Theory]
    [InlineData("parity", "{ length: [40, 256] }", 39, 255)]
    [InlineData("arithmetic", "{ digits: [19, 127] }", 38, 254)]
    [InlineData("arithmetic-brackets", "{ length: [40, 256] }", 38, 254)]
    public void The_lengths_of_the_evaluation_can_be_drawn(string name, string parameters, int shortest, int longest)
    {
        TaskDefinition task = Repository.Task(name).With(parameters);
        Assert.Equal((shortest, longest), (task.MinLength, task.MaxLength));
        ForEach(task, episode => Assert.InRange(episode.Length, shortest, longest), 20);
        Assert.Contains(task.Metrics, metric => metric.Kind == MetricKind.ScaledAccuracy);
    }

    private static void CheckScoredAtTheEnd(TaskDefinition task, Episode episode, int[] input, int answer)
    {
        Assert.Equal(input.Length, episode.Length);
        for (int t = 0; t < input.Length; t++)
        {
            Assert.Equal(One(input[t]).Row(task.Inputs.Width), episode.InputRow(t).ToArray());
            bool last = t == input.Length - 1;
            Assert.Equal((last ? One(answer) : None).Row(task.Targets.Width), episode.TargetRow(t).ToArray());
            Assert.Equal(Enumerable.Repeat<Real>(last ? 1 : 0, task.Targets.Width), episode.MaskRow(t).ToArray());
        }
    }

    /// <summary>Digits with one sign between every two of them.</summary>
    private static void CheckAlternates(int[] expression)
    {
        for (int i = 0; i < expression.Length; i++)
            Assert.InRange(expression[i], i % 2 == 0 ? 0 : 5, i % 2 == 0 ? 4 : 7);
    }
}
