using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A step in drawing the values of a scope, after its parameters.</summary>
internal abstract record DrawStep
{
    /// <summary>Makes the step; false when the values drawn so far are not to be.</summary>
    public abstract bool Run(EpisodeState state);
}

/// <summary>A named value that is computed once in its scope, before the phases.</summary>
/// <param name="Slot">Where it is stored.</param>
/// <param name="Value">What computes it.</param>
internal sealed record Assignment(int Slot, TaskValue Value) : DrawStep
{
    public override bool Run(EpisodeState state)
    {
        if (Value is NumberValue number)
            state.Numbers[Slot] = number.Evaluate(state);
        else
            state.Sequences[Slot] = ((SequenceValue)Value).Evaluate(state);
        return true;
    }
}

/// <summary>What must hold of the values drawn.</summary>
/// <param name="Value">Not 0 where it holds.</param>
/// <param name="Mark">Where it stands.</param>
/// <param name="Text">How it was written.</param>
internal sealed record Condition(NumberValue Value, SourceMark Mark, string Text) : DrawStep
{
    /// <summary>The draw from which on values are drawn again where it does not hold; null for all of its scope.</summary>
    public Assignment? From { get; init; }

    public override bool Run(EpisodeState state) => Value.Evaluate(state) != 0;
}
