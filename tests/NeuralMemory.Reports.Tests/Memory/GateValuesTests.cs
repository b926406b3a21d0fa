using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class GateValuesTests
{
    [Fact]
    public void Each_head_has_what_it_was_told_in_numbers_and_in_shares_writers_first()
    {
        IReadOnlyList<GateValue> values = GateValues.Of(SampleTraces.Ntm(), 2);
        Assert.Equal(["write head", "write head", "write head", "read head", "read head", "read head"], values.Select(value => value.Head));
        Assert.Equal(["interpolation gate", "key strength", "shift"], values.Take(3).Select(value => value.Name));
        Assert.Equal(["0.00", "4.00", "-1: 0.10, 0: 0.10, +1: 0.80"], values.Take(3).Select(value => value.InWords));
        // A gate is between 0 and 1; a strength has no end, and is measured by the largest of the trace.
        Assert.Equal((0.0, 1.0), (values[0].Low, values[0].High));
        Assert.Equal(0, values[1].Low);
        Assert.Equal(7, values[1].High, 1e-9);
    }

    [Fact]
    public void A_machine_without_heads_and_a_step_that_is_not_kept_have_none()
    {
        Assert.Empty(GateValues.Of(SampleTraces.Decoder(), 0));
        Assert.Empty(GateValues.Of(SampleTraces.Ntm(), 5));
    }

    [Fact]
    public void What_steps_show_and_answer_is_told_in_words_or_numbers()
    {
        EpisodeTrace decoder = SampleTraces.Decoder(), ntm = SampleTraces.Ntm();
        Assert.Equal(("", "ein"), (ShownStep.InputOf(decoder, 0).Words, ShownStep.InputOf(decoder, 1).Words));
        Assert.Equal("Mann", ShownStep.TargetOf(decoder, 1).Words);
        Assert.Equal([0f, 0, 0, 1], ShownStep.InputOf(ntm, 2).Numbers);
        Assert.Empty(ShownStep.InputOf(ntm, 99).Numbers);
        Assert.Equal(["step", "ein", "Mann"], AttentionHeads.StepNamesOf(decoder).Select(name => name == "0" ? "step" : name));
    }
}
