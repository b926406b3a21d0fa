namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>Splits an interface vector once into named, squashed signals.</summary>
    /// <param name="raw">[B, layout.Width] from a linear layer.</param>
    /// <param name="layout">The signals.</param>
    /// <param name="signals">Receives one tensor [B, heads, width] per signal; heads that have one number only give [B, heads, 1].</param>
    public void Interface(Variable raw, InterfaceLayout layout, Span<Variable> signals)
    {
        Expect.Rows(raw, raw.Rows, layout.Width);
        Expect.That(signals.Length == layout.All.Length, $"{layout.Signals.Count} signals do not fit in {signals.Length} places");
        raw.Consume(nameof(raw));
        InterfaceCore(raw, layout, signals);
    }

    /// <summary>The engine's <see cref="Interface"/>, whose arguments have been checked.</summary>
    protected abstract void InterfaceCore(Variable raw, InterfaceLayout layout, Span<Variable> signals);
}
