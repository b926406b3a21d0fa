namespace NeuralMemory.Sweeps.Tests;

public sealed class PointLabelsTests
{
    [Fact]
    public void An_axis_is_called_by_as_much_of_its_end_as_tells_it_from_the_others()
    {
        IReadOnlyDictionary<string, string> names =
            PointLabels.Of(["training.optimizer.rate", "machine.memory.width", "task.parameters.width", "training.batch"]);
        Assert.Equal(["rate", "memory.width", "parameters.width", "batch"], names.Values);
    }

    [Fact]
    public void A_key_that_another_one_ends_with_keeps_its_whole_name() =>
        Assert.Equal(["seed", "evaluation.seed"], PointLabels.Of(["seed", "evaluation.seed"]).Values);
}
