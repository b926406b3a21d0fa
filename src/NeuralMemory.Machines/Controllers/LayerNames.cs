using System.Collections.Concurrent;

namespace NeuralMemory.Machines;

/// <summary>What the quantities of a controller's layer are called; made once, because states are visited again and again.</summary>
/// <param name="Hidden">What the layer puts out.</param>
/// <param name="Cell">Its cells.</param>
/// <param name="Small">The small layers beside it.</param>
internal sealed record LayerNames(string Hidden, string Cell, string Small)
{
    private static readonly ConcurrentDictionary<(string Controller, int Layer), LayerNames> All = [];

    /// <summary>The names of a layer.</summary>
    /// <param name="controller">What the controller is called.</param>
    /// <param name="layer">Which layer, from 0 on.</param>
    public static LayerNames Of(string controller, int layer) => All.GetOrAdd((controller, layer), static key => new(
        FormattableString.Invariant($"{key.Controller}/hidden{key.Layer}"),
        FormattableString.Invariant($"{key.Controller}/cell{key.Layer}"), $"{key.Controller}/hyper"));
}
