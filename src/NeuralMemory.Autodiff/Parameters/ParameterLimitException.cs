namespace NeuralMemory.Autodiff;

/// <summary>A set was to hold more numbers than fit into one block.</summary>
/// <param name="parameter">The parameter that did not fit any more.</param>
/// <param name="needed">How many numbers the parameters up to this one need.</param>
public sealed class ParameterLimitException(string parameter, long needed) : Exception(
    $"the parameters up to '{parameter}' need {needed} numbers; at most {ParameterSet.MaxLength} are possible")
{
    /// <summary>The parameter that did not fit any more.</summary>
    public string Parameter => parameter;
}
