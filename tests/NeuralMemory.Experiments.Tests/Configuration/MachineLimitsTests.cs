using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

public sealed class MachineLimitsTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Memory_that_is_too_large_for_an_evaluation_is_refused_where_it_was_written()
    {
        IReadOnlyList<Diagnostic> problems = Assert.Throws<InvalidInputException>(() => _lab.Load(
            "machine.memory.initial=learned", "machine.memory.width=4096", "evaluation.grid.slots=[8, 1048576]")).Diagnostics;
        Assert.Equal(2, problems.Count);
        Assert.All(problems, problem => Assert.StartsWith("--set evaluation.grid.slots=[8, 1048576]:1:27: the m", problem.ToString()));
        Assert.EndsWith(
            "16 sequences side by side need 68719476736 numbers; at most 268435456 are possible: up to 4096 slots", problems[0].Message);
        Assert.Contains("'initial/memory'", problems[1].Message);
    }

    [Fact]
    public void An_override_that_makes_the_machine_too_large_is_where_the_problem_is() =>
        Assert.StartsWith("--set machine.controller.units=60000:1:26: the machine is too large: ",
            Assert.Throws<InvalidInputException>(() => _lab.Load("machine.controller.units=60000")).Message);

    [Fact]
    public void Links_of_more_numbers_than_64_bits_count_are_counted() =>
        Assert.Contains("65536 sequences side by side need 18446744073709551616 numbers; ",
            Assert.Throws<InvalidInputException>(() => _lab.Load(
                "machine={ kind: dnc, heads: { write: 256 }, memory: { slots: 1048576 } }", "training.batch=65536",
                "training.shard=65536")).Message);
}
