namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// The same numbers for every sequence: x [...] of D numbers -> [B, D] or, with <paramref name="heads"/>, [B, H, D / H].
    /// </summary>
    public Variable Broadcast(Variable x, int batch, int? heads = null)
    {
        Expect.That(batch >= 1, $"{batch} sequences, expected at least 1");
        Expect.That(heads is null || x.Shape.Count % heads == 0, $"{x.Shape.Count} numbers for {heads} heads");
        Touch(x);
        return BroadcastCore(x, batch, heads);
    }

    /// <summary>The engine's <see cref="Broadcast"/>, whose arguments have been checked.</summary>
    protected abstract Variable BroadcastCore(Variable x, int batch, int? heads);
}
