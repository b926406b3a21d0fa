using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A product-key memory (Lample et al. 2019, section 3): each head makes a query of the row, finds the slots whose keys fit it best, and
/// reads their values; the sum over the heads is the answer.
/// </summary>
internal sealed class ProductKeyMemory
{
    private readonly Parameter _query, _first, _second, _values;
    private readonly Normalization? _norm;
    private readonly int _top;
    private readonly string _weightsName, _slotsName;

    /// <param name="config">The memory.</param>
    /// <param name="width">E, the numbers of a row.</param>
    /// <param name="layer">Which layer it is in.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public ProductKeyMemory(ProductMemoryConfig config, int width, int layer, ParameterScope scope)
    {
        (_top, int heads, int keys, int half) = (config.Top, config.Heads, config.Keys, config.Width / 2);
        (_weightsName, _slotsName) = (WeightsOf(layer), SlotsOf(layer));
        _query = scope.Linear("query", width, heads * config.Width, LinearInitializer.Default, uniform: true);
        _norm = config.Normalize ? new(config.Width, heads, scope.Child("norm")) : null;
        double bound = 1 / Math.Sqrt(half), scale = 1 / Math.Sqrt(width);
        _first = Keys("first");
        _second = Keys("second");
        _values = scope.Table("values", new Shape(keys * keys, width), (stream, _) => (Real)(scale * stream.NextGaussian()));

        Parameter Keys(string name) =>
            scope.Tensor(name, new Shape(heads, keys, half), (stream, _) => (Real)stream.NextDouble(-bound, bound));
    }

    /// <summary>What a trace calls the weights.</summary>
    public static string WeightsOf(int layer) => FormattableString.Invariant($"layer{layer}/memory/shares");

    /// <summary>What a trace calls the slots.</summary>
    public static string SlotsOf(int layer) => FormattableString.Invariant($"layer{layer}/memory/slots");

    /// <summary>[R, E] from [R, E].</summary>
    public Variable Run(LayerPass pass, Variable x)
    {
        Tape tape = pass.Tape;
        Variable queries = tape.Linear(_query, x);
        queries = _norm?.Of(tape, queries) ?? queries;
        (Variable weights, Variable slots) = tape.ProductKeyWeights(queries, tape.Use(_first), tape.Use(_second), _top);
        pass.Trace?.Add(_weightsName, weights);
        pass.Trace?.Add(_slotsName, slots);
        return tape.WeightedRows(_values, weights, slots);
    }
}
