namespace NeuralMemory.Machines;

/// <summary>A step of a machine with stored programs: that of the machine whose heads run them.</summary>
public sealed class NutmStep : IStep
{
    /// <summary>An <see cref="NtmStep"/> or a <see cref="DncStep"/>, which also has the weights of the programs.</summary>
    public IStep Core { get; internal set; } = null!;

    /// <inheritdoc/>
    public void Describe(ITraceWriter trace) => Core.Describe(trace);

    /// <inheritdoc/>
    public void VisitState(IStateVisitor visitor) => Core.VisitState(visitor);
}
