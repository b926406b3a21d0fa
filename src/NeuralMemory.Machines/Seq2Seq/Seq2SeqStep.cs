using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>A step of a decoder.</summary>
public sealed class Seq2SeqStep : IStep
{
    /// <summary>The layers' states.</summary>
    public ControllerState Controller { get; internal set; } = null!;

    /// <summary>[B, 1, K] how much each step of the source counts; null before the first step, and without attention.</summary>
    public Variable? Weights { get; internal set; }

    /// <summary>[B, A] the mean of what the encoder made, by these weights; null without attention.</summary>
    public Variable? Context { get; internal set; }

    /// <summary>[B, C] tanh(W [context, hidden]) (Luong et al. 2015, equation 5); null with Bahdanau's attention and without any.</summary>
    public Variable? Attentional { get; internal set; }

    /// <summary>What the decoder looks at; null without attention.</summary>
    internal DecoderSource? Source { get; set; }

    /// <summary>Whether <see cref="Attentional"/> goes into the next step.</summary>
    internal bool IsFed { get; set; }

    /// <inheritdoc/>
    public void Describe(ITraceWriter trace)
    {
        Controller.Describe(trace, "decoder");
        if (Weights is not null)
            trace.Write("attention/weights", Weights);
    }

    /// <inheritdoc/>
    public void VisitState(IStateVisitor visitor)
    {
        Controller.VisitState(visitor);
        if (IsFed && Attentional is not null)
            Attentional = visitor.Visit("attentional", Attentional);
        Source?.VisitState(visitor);
    }
}
