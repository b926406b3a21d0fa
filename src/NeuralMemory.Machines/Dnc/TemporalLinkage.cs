using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Keeps the order of writing, dense or sparse, and follows it from what was read.</summary>
internal sealed class TemporalLinkage(DncConfig config)
{
    private readonly LinksConfig _links = config.Links;
    private readonly int _slots = config.Memory.Slots, _writers = config.Heads.Write;

    /// <summary>Before the first step: no links.</summary>
    public LinkState Start(Tape tape, int batch)
    {
        LinkState state = tape.Rent<LinkState>();
        state.Values = tape.Fill(new Shape(batch, _writers, _slots, _slots), 0);
        state.Slots = null;
        state.Precedence = tape.Fill(new Shape(batch, _writers, _slots), 0);
        return state;
    }

    /// <summary>After this step's writes.</summary>
    public static LinkState Next(Tape tape, LinkState previous, Variable writeWeights, Variable previousReadWeights, DncSignals signals)
    {
        LinkState state = tape.Rent<LinkState>();
        (state.Values, state.Precedence, state.Forward, state.Backward) =
            tape.TemporalLink(previous.Values, previous.Precedence, writeWeights, previousReadWeights);
        state.Slots = null;
        if (signals.ForwardSharpness is { } forward)
            state.Forward = tape.SharpenLinks(state.Forward, forward);
        if (signals.BackwardSharpness is { } backward)
            state.Backward = tape.SharpenLinks(state.Backward, backward);
        return state;
    }
}
