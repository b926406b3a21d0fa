using System.Numerics;
using static NeuralMemory.Tasks.Tests.Cells;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>What the tests of the Chomsky-hierarchy tasks have in common.</summary>
internal static class HierarchyTask
{
    /// <summary>Checks an episode: the input's symbols, then as many steps of an extra symbol as the answer has, all scored.</summary>
    public static void Check(
        string name, int inputs, int targets, int shortest, Func<int, int> answerLength, Func<int[], int, int[]> answer)
    {
        TaskDefinition task = Task(name, $"token {inputs}, empty 1", $"token {targets}");
        Assert.Equal((shortest + answerLength(shortest), 40 + answerLength(40)), (task.MinLength, task.MaxLength));
        ForEach(task, "length", shortest, 40, (episode, length) =>
        {
            int[] input = Input(episode, length, inputs);
            int[] wanted = answer(input, length);
            Assert.Equal(answerLength(length), wanted.Length);
            var expected = new ExpectedEpisode(task);
            foreach (int symbol in input)
                expected.Show(One(symbol));
            foreach (int symbol in wanted)
                expected.Recall(One(symbol), One(inputs));
            expected.AssertIs(episode);
        });
    }

    /// <summary>The symbols that are shown.</summary>
    public static int[] Input(Episode episode, int length, int symbols) =>
        [.. Enumerable.Range(0, length).Select(t => Symbol(episode.InputRow(t)[..symbols]))];

    /// <summary>The number with these binary digits, the lowest first.</summary>
    public static BigInteger Number(int[] digits) => digits.Reverse().Aggregate(BigInteger.Zero, (sum, digit) => 2 * sum + digit);
}
