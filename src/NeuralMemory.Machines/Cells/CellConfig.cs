using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The configuration of a machine that is a cell, unrolled over time: it declares the cell, and this builds the machine.</summary>
/// <typeparam name="TStep">What a step of the cell computes.</typeparam>
public abstract record CellConfig<TStep> : MachineConfig
    where TStep : class, IStep
{
    /// <inheritdoc/>
    public sealed override bool CarriesState => !ReadsAhead && !ComputesAtOnce;

    /// <inheritdoc/>
    public sealed override IMachine Build(InputLayout inputs, int outputWidth, StreamKey initialization)
    {
        var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, initialization);
        var reader = new InputReader(inputs, Embedding, scope);
        ICell<TStep> cell = CreateCell(reader, outputWidth, scope);
        return new Machine<TStep>(this, inputs, outputWidth, parameters.Complete(), cell, reader, initialization);
    }

    /// <inheritdoc/>
    public sealed override ParameterSet Declare(InputLayout inputs, int outputWidth)
    {
        var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, default);
        _ = CreateCell(new InputReader(inputs, Embedding, scope), outputWidth, scope);
        return parameters;
    }

    /// <summary>The cell, whose parameters are declared in <paramref name="scope"/>.</summary>
    /// <param name="inputs">How it sees its inputs: <see cref="InputReader.Width"/> numbers in a row.</param>
    /// <param name="outputWidth">O, the number of output logits.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    protected internal abstract ICell<TStep> CreateCell(InputReader inputs, int outputWidth, ParameterScope scope);

    /// <summary>Gives a parameter whose size depends on the number of slots its numbers over a memory of another size.</summary>
    /// <param name="from">The trained one.</param>
    /// <param name="to">The one of the same name over the other memory.</param>
    protected internal virtual void Resize(Parameter from, Parameter to) =>
        throw new InvalidOperationException($"the size of '{from.Name}' must not depend on the number of slots");
}
