namespace NeuralMemory.Experiments.Tests;

/// <summary>What shipped configs of attention say that they learn, they learn: those that take seconds.</summary>
public sealed class AttentionConfigTests
{
    [Theory]
    [InlineData("hopfield-key-value")]
    [InlineData("memory-network-key-value")]
    [InlineData("perceiver-melody-contour")]
    public void Hundreds_of_steps_are_enough(string name)
    {
        using Lab lab = new();
        var experiment = Experiment.Load(
            Path.Combine(Lab.Repository, "configs", name + ".yaml"),
            ["training.steps=250", "evaluation.every=250", "evaluation.episodes=128", "evaluation.grid={}"]);
        RunOutcome outcome = Run.Start(experiment, Lab.Options(lab.In("run")));
        Assert.InRange(outcome.Evaluations[0].Scores.Total.SequenceErrors, 0, 0.05);
    }
}
