using NeuralMemory.Autodiff;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

public sealed class CheckpointCodecTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Tensors_are_named_and_shaped_as_the_machine_has_them()
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load());
        NamedArray[] weights = [.. CheckpointCodec.Weights(trainer.Machine)];
        Assert.Equal(trainer.Parameters.Count, weights.Sum(array => array.Data.Length));
        NamedArray[] state = [.. CheckpointCodec.State(trainer.Parameters, trainer.Optimizer)];
        Assert.Equal(3 * weights.Length, state.Length);
        Assert.Equal($"optimizer/square/{weights[0].Name}", state[0].Name);
    }

    [Theory]
    [InlineData("rmsprop-graves")]
    [InlineData("rmsprop, centered: true, momentum: 0.5")]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("sgd")]
    public void A_restored_trainer_makes_the_steps_that_the_saved_one_makes(string optimizer)
    {
        string change = $"training.optimizer={{ kind: {optimizer} }}";
        using Trainer saved = Lab.NewTrainer(_lab.Load(change));
        for (int i = 0; i < 50; i++)
            saved.Step(out _);
        Checkpoint checkpoint = Save(saved);
        using Trainer restored = Lab.NewTrainer(_lab.Load(change), checkpoint);
        // Beyond what optimizers do once in a number of updates.
        for (int i = 0; i < 100; i++)
            Assert.Equal((saved.Step(out double rate), rate), (restored.Step(out double other), other));
        RunsOnDisk.AssertSameCheckpoint(Save(saved), Save(restored));
    }

    [Fact]
    public void A_random_memory_is_saved_and_comes_back()
    {
        const string random = "machine.memory={ slots: 8, width: 4, initial: random, value: 0.3 }";
        using Trainer saved = Lab.NewTrainer(_lab.Load(random));
        FixedTensor memory = Assert.Single(saved.Parameters.Fixed);
        float[] other = [.. Enumerable.Range(0, 32)];
        memory.CopyIn(other);
        Checkpoint checkpoint = Save(saved);
        NamedArray array = checkpoint.Weights.Single(each => each.Name == "initial/memory");
        Assert.Equal([4, 8], array.Shape);
        Assert.Equal(other, array.Data.ToArray());
        using Trainer restored = Lab.NewTrainer(_lab.Load(random), checkpoint);
        Assert.Equal(other, restored.Parameters.Fixed[0].Span.ToArray());
    }

    [Fact]
    public void A_checkpoint_from_before_random_memories_were_saved_is_restored_to_the_memory_that_was_drawn()
    {
        const string random = "machine.memory={ slots: 8, width: 4, initial: random, value: 0.3 }";
        using Trainer saved = Lab.NewTrainer(_lab.Load(random));
        Checkpoint checkpoint = Save(saved);
        checkpoint = checkpoint with { Weights = [.. checkpoint.Weights.Where(array => array.Name != "initial/memory")] };
        using Trainer restored = Lab.NewTrainer(_lab.Load(random), checkpoint);
        Assert.Equal(saved.Parameters.Fixed[0].Span.ToArray(), restored.Parameters.Fixed[0].Span.ToArray());
    }

    [Theory]
    [InlineData("machine.memory.slots=9")]
    [InlineData("training.optimizer={kind: sgd, momentum: 0}")]
    [InlineData("machine={kind: lstm, units: 12}")]
    [InlineData("machine.controller.units=13")]
    public void A_checkpoint_of_something_else_is_refused_with_the_first_difference(string change)
    {
        using Trainer saved = Lab.NewTrainer(_lab.Load());
        RunException refusal = Assert.Throws<RunException>(() => Lab.NewTrainer(_lab.Load(change), Save(saved)));
        Assert.Equal(RunProblem.Damaged, refusal.Problem);
        Assert.Matches(
            @"^the checkpoint of step 0 does not fit the (machine|optimizer) of the config: "
            + @"it(s tensor '\S+' has the shape \[.*\] instead of \[.*\]|"
            + @" has no tensor '\S+'| has a tensor '\S+' too many)$",
            refusal.Message);
    }

    [Theory]
    [InlineData("\"fingerprint\": \"\"", "\"fingerprint\": null", "is no valid document")]
    [InlineData("\"report\": {", "\"report\": null, \"other\": {", "is no valid document")]
    [InlineData("\"sequences\": 0,\n  \"optimizer", "\"sequences\": -1,\n  \"optimizer", "has a form that this version does not know")]
    [InlineData("\"metrics_length\": 0", "\"metrics_length\": -5", "has a form that this version does not know")]
    public void A_state_with_a_value_that_no_run_has_is_refused(string from, string to, string message)
    {
        using Trainer saved = Lab.NewTrainer(_lab.Load());
        Checkpoint checkpoint = Save(saved);
        Assert.Contains(from, checkpoint.State, StringComparison.Ordinal);
        checkpoint = checkpoint with { State = checkpoint.State.Replace(from, to, StringComparison.Ordinal) };
        Assert.Equal(
            "the checkpoint of step 0 is damaged: its state " + message,
            Assert.Throws<RunException>(() => Lab.NewTrainer(_lab.Load(), checkpoint)).Message);
    }

    [Theory]
    [InlineData("", "the checkpoint of step 0 is damaged: its state is no valid document")]
    [InlineData("{}", "the checkpoint of step 0 is damaged: its state is no valid document")]
    [InlineData("{\"stop\": 1}", "the checkpoint of step 0 is damaged: its state is no valid document")]
    [InlineData("null", "the checkpoint of step 0 is damaged: its state has a form that this version does not know")]
    public void A_state_that_is_none_is_refused(string state, string message)
    {
        using Trainer saved = Lab.NewTrainer(_lab.Load());
        Checkpoint checkpoint = Save(saved) with { State = state };
        Assert.Equal(message, Assert.Throws<RunException>(() => Lab.NewTrainer(_lab.Load(), checkpoint)).Message);
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2")]
    [InlineData("\"step\": 0", "\"step\": -1")]
    public void A_state_of_another_form_is_refused(string found, string replacement)
    {
        using Trainer saved = Lab.NewTrainer(_lab.Load());
        Checkpoint checkpoint = Save(saved);
        checkpoint = checkpoint with { State = checkpoint.State.Replace(found, replacement) };
        Assert.Equal("the checkpoint of step 0 is damaged: its state has a form that this version does not know",
            Assert.Throws<RunException>(() => Lab.NewTrainer(_lab.Load(), checkpoint)).Message);
    }

    private static Checkpoint Save(Trainer trainer)
    {
        trainer.State.OptimizerSteps = trainer.Optimizer.Steps;
        return new(trainer.State.Step, [.. CheckpointCodec.Weights(trainer.Machine)],
            [.. CheckpointCodec.State(trainer.Parameters, trainer.Optimizer)], trainer.State.ToJson());
    }
}
