using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The configuration of a machine that is a cell, unrolled over time: it declares the cell, and this builds the machine.</summary>
/// <typeparam name="TStep">What a step of the cell computes.</typeparam>
public abstract record CellConfig<TStep> : MachineConfig
    where TStep : class, IStep
{
    /// <inheritdoc/>
    public sealed override IMachine Build(int inputWidth, int outputWidth, StreamKey initialization)
    {
        var parameters = new ParameterSet();
        ICell<TStep> cell = CreateCell(inputWidth, outputWidth, new ParameterScope(parameters, initialization));
        return new Machine<TStep>(this, inputWidth, outputWidth, parameters.Complete(), cell, initialization);
    }

    /// <inheritdoc/>
    public sealed override ParameterSet Declare(int inputWidth, int outputWidth)
    {
        var parameters = new ParameterSet();
        _ = CreateCell(inputWidth, outputWidth, new ParameterScope(parameters, default));
        return parameters;
    }

    /// <summary>The cell, whose parameters are declared in <paramref name="scope"/>.</summary>
    protected internal abstract ICell<TStep> CreateCell(int inputWidth, int outputWidth, ParameterScope scope);

    /// <summary>Gives a parameter whose size depends on the number of slots its numbers over a memory of another size.</summary>
    /// <param name="from">The trained one.</param>
    /// <param name="to">The one of the same name over the other memory.</param>
    protected internal virtual void Resize(Parameter from, Parameter to) =>
        throw new InvalidOperationException($"the size of '{from.Name}' must not depend on the number of slots");
}
