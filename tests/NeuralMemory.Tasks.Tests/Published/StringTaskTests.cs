using System.Numerics;
using static NeuralMemory.Tasks.Tests.HierarchyTask;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The tasks of the Chomsky-hierarchy study (Delétang et al. 2023) as it defines them, stated here in code of its own.</summary>
public sealed class StringTaskTests
{
    [Fact]
    public void Reverse_string_gives_the_last_symbol_first() =>
        Check("reverse-string", 2, 2, 1, length => length, (input, _) => [.. input.Reverse()]);

    [Fact]
    public void Duplicate_string_gives_the_string_twice() =>
        Check("duplicate-string", 2, 2, 1, length => 2 * length, (input, _) => [.. input, .. input]);

    [Fact]
    public void Duplicate_string_can_have_blank_steps_to_compute_in_before_the_answer() =>
        ForEach(Repository.Task("duplicate-string").With("{ computing: 1, length: 5 }"), episode =>
        {
            Assert.Equal(20, episode.Length);
            for (int t = 0; t < 20; t++)
            {
                Assert.Equal(t is >= 5 and < 10, episode.InputRow(t).IndexOfAnyExcept((Real)0) < 0);
                Assert.Equal(t < 10 ? 0 : 1, episode.MaskRow(t)[0]);
                if (t >= 10)
                    Assert.Equal(episode.InputRow(t % 5)[..2].ToArray(), episode.TargetRow(t).ToArray());
            }
        });

    [Fact]
    public void Odds_first_gives_the_first_the_third_and_so_on_before_the_others() =>
        Check("odds-first", 2, 2, 1, length => length, (input, _) =>
            [.. input.Where((_, i) => i % 2 == 0), .. input.Where((_, i) => i % 2 == 1)]);

    [Fact]
    public void Bucket_sort_gives_five_symbols_in_order() =>
        Check("bucket-sort", 5, 5, 1, length => length, (input, _) => [.. input.Order()]);

    [Fact]
    public void Missing_duplicate_gives_the_symbol_that_the_other_half_has()
    {
        int[] gaps = new int[8];
        Check("missing-duplicate", 4, 2, 2, _ => 1, (input, _) =>
        {
            int half = input.Length / 2, gap = Array.IndexOf(input, 2);
            for (int i = 0; i < half; i++)
                Assert.True(i == gap || i + half == gap ? input[i] != input[i + half] : input[i] == input[i + half] && input[i] < 2);
            Assert.True(gap < 2 * half && input.Count(symbol => symbol == 2) == 1);
            Assert.Equal(input.Length % 2 == 1 ? [3] : [], input[(2 * half)..]);
            return [input[(gap + half) % (2 * half)]];
        });
        ForEach(Repository.Task("missing-duplicate").With("{ length: 8 }"), episode => gaps[Array.IndexOf(Input(episode, 8, 4), 2)]++, 800);
        Assert.All(gaps, count => Assert.InRange(count, 50, 150));
    }

    [Fact]
    public void Stack_manipulation_gives_what_the_actions_leave_from_the_top()
    {
        var heights = new SortedSet<int>();
        int[] actions = new int[5];
        Check("stack-manipulation", 5, 3, 1, length => length + 1, (input, length) =>
        {
            // The stack is given first, and has at least one bit; then there is at least one action, unless there is no room.
            int height = input.TakeWhile(symbol => symbol < 2).Count();
            Assert.InRange(height, 1, Math.Max(1, length - 1));
            Assert.All(input[height..], action => Assert.InRange(action, 2, 4));
            if (length == 40)
                heights.Add(height);
            string stack = string.Concat(input[..height]);
            foreach (int action in input[height..])
            {
                actions[action]++;
                stack = action == 2 ? stack[..Math.Max(0, stack.Length - 1)] : stack + (action - 3);
            }

            string answer = string.Concat(stack.Reverse()) + "2";
            return [.. answer.PadRight(length + 1, '0').Select(symbol => symbol - '0')];
        });
        Assert.All(actions[2..], count => Assert.InRange(count, 0.3 * actions.Sum(), 0.37 * actions.Sum()));
        ForEach(Repository.Task("stack-manipulation").With("{ length: 6 }"), episode =>
            heights.Add(Input(episode, 6, 5).TakeWhile(symbol => symbol < 2).Count()));
        Assert.Subset(heights, new SortedSet<int> { 1, 2, 3, 4, 5 });
    }

    [Fact]
    public void Binary_addition_gives_the_sum_of_two_numbers_with_the_lowest_digit_first()
    {
        Check("binary-addition", 3, 3, 3, length => length + 1, (input, length) =>
        {
            int plus = Array.IndexOf(input, 2);
            Assert.InRange(plus, 1, length - 2);
            BigInteger first = Number(input[..plus]), second = Number(input[(plus + 1)..]);
            Assert.True(first >= 1 && second >= 1);
            var answer = new List<int>();
            for (BigInteger left = first + second; left > 0; left /= 2)
                answer.Add((int)(left % 2));
            answer.Add(2);
            return [.. answer, .. new int[length + 1 - answer.Count]];
        });
    }

    [Fact]
    public void The_numbers_of_binary_addition_and_their_lengths_are_uniform()
    {
        int[] lengths = new int[7], numbers = new int[8];
        ForEach(Repository.Task("binary-addition").With("{ length: 8 }"), episode =>
        {
            int[] input = Input(episode, 8, 3);
            int plus = Array.IndexOf(input, 2);
            lengths[plus]++;
            if (plus == 3)
                numbers[(int)Number(input[..plus])]++;
        }, 3000);
        Assert.All(lengths[1..], count => Assert.InRange(count, 400, 600));
        Assert.All(numbers[1..], count => Assert.InRange(count, 30, 115));
        Assert.Equal(0, numbers[0]);
    }

    [Fact]
    public void Symbols_are_equally_likely()
    {
        int[] counts = new int[5];
        ForEach(Repository.Task("bucket-sort").With("{ length: 100 }"), episode =>
        {
            foreach (int symbol in Input(episode, 100, 5))
                counts[symbol]++;
        }, 100);
        Assert.All(counts, count => Assert.InRange(count, 1800, 2200));
    }

    [Theory]
    [InlineData("reverse-string")]
    [InlineData("duplicate-string")]
    [InlineData("odds-first")]
    [InlineData("bucket-sort")]
    [InlineData("missing-duplicate")]
    [InlineData("stack-manipulation")]
    [InlineData("binary-addition")]
    [InlineData("compute-sqrt")]
    [InlineData("binary-multiplication")]
    [InlineData("solve-equation")]
    [InlineData("modular-arithmetic-brackets")]
    [InlineData("modular-arithmetic-simple")]
    [InlineData("cycle-navigation")]
    [InlineData("parity-check")]
    [InlineData("even-pairs")]
    public void All_sequences_of_a_batch_have_one_length(string name)
    {
        var sampler = new EpisodeSampler(Repository.Task(name), batch: 16);
        int[] all = [.. Enumerable.Range(0, 64).Select(i => sampler.Draw(new(3), i).Length)];
        int[] lengths = [.. all.Chunk(16).Select(batch => batch.Distinct().Single())];
        Assert.NotEqual(1, lengths.Distinct().Count());
    }
}
