using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeuralMemory.Experiments;

/// <summary>A step whose loss, gradient or parameters are not finite: what is needed to compute it once more.</summary>
public sealed record Divergence
{
    /// <summary>Updates made before the step.</summary>
    public required long Step { get; init; }

    /// <summary>The number of the step's first episode.</summary>
    public required long FirstEpisode { get; init; }

    /// <summary>How many episodes the step has.</summary>
    public required int Episodes { get; init; }

    /// <summary>The loss.</summary>
    public required double Loss { get; init; }

    /// <summary>The gradient's norm.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>
    /// The first number that is not finite: a parameter after the update before, a result of the forward pass, a gradient in the order of
    /// the backward pass, a sum of gradients. Null only when, computed once more, all are finite, as on another processor they may be.
    /// </summary>
    public required string? Place { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    [JsonIgnore]
    public string Reason => (double.IsFinite(Loss), double.IsFinite(GradientNorm)) switch
    {
        (false, _) => $"the loss of step {Step + 1} is not finite; first: ",
        (true, false) => $"the gradient of step {Step + 1} is not finite; first: ",
        _ => "a parameter is not finite; first: ",
    } + (Place ?? "a number that computed once more is finite");

    /// <summary>The document.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, DivergenceJson.Default.Divergence) + "\n";

    internal static Divergence At(TrainingState state, int batch, double loss, double norm, string? place) => new()
    {
        Step = state.Step,
        FirstEpisode = state.Sequences,
        Episodes = batch,
        Loss = loss,
        GradientNorm = norm,
        Place = place,
    };
}

/// <summary>How divergences are written; numbers that are not finite as "NaN" and "Infinity".</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    RespectNullableAnnotations = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Divergence))]
internal sealed partial class DivergenceJson : JsonSerializerContext;
