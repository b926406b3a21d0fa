namespace NeuralMemory.Autodiff;

/// <summary>What a pass of training gave, on the host; its gradients are the tape's.</summary>
/// <param name="loss">The loss.</param>
/// <param name="logits">[batch.Answers, O], row-major; valid until the tape is used again.</param>
public readonly ref struct PassResult(Real loss, ReadOnlySpan<Real> logits)
{
    /// <summary>The loss.</summary>
    public Real Loss { get; } = loss;

    /// <summary>[batch.Answers, O] the answers, row-major; valid until the tape is used again.</summary>
    public ReadOnlySpan<Real> Logits { get; } = logits;
}
