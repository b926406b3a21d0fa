using System.Text.Json;
using System.Text.Json.Serialization;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>
/// Where training stands, apart from weights and optimizer: everything else that the next steps, metrics and decisions depend on.
/// A checkpoint holds it as JSON.
/// </summary>
internal sealed class TrainingState
{
    /// <summary>The form of the document.</summary>
    [JsonRequired]
    public int Format { get; init; } = 1;

    /// <summary>Updates made.</summary>
    [JsonRequired]
    public long Step { get; set; }

    /// <summary>Sequences seen, and thereby the number of the next episode.</summary>
    [JsonRequired]
    public long Sequences { get; set; }

    /// <summary>Updates that the optimizer counts.</summary>
    [JsonRequired]
    public long OptimizerSteps { get; set; }

    /// <summary>Sums since the last line of training metrics.</summary>
    [JsonRequired]
    public ReportSums Report { get; set; } = new();

    /// <summary>Whether the evaluation that belongs to this step is still to be made: it was interrupted.</summary>
    public bool EvaluationIsDue { get; set; }

    /// <summary>Consecutive evaluations below the bound of the stop rule.</summary>
    [JsonRequired]
    public int StopStreak { get; set; }

    /// <summary>The step of the best evaluation; null before the first.</summary>
    [JsonRequired]
    public long? BestStep { get; set; }

    /// <summary>The value of the best evaluation.</summary>
    [JsonRequired]
    public double BestValue { get; set; } = double.MaxValue;

    /// <summary>The step of the best evaluation of those that have a checkpoint; null before the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BestCheckpoint { get; set; }

    /// <summary>The value of that one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BestCheckpointValue { get; set; }

    /// <summary>Where the curriculum stands; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CurriculumState? Curriculum { get; set; }

    /// <summary>The usual log-likelihood of a sequence, in nats, for machines that draw what they look at; null for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RewardBaseline { get; set; }

    /// <summary>Stands for the config and the task that the run has; empty outside a run.</summary>
    [JsonRequired]
    public string Fingerprint { get; set; } = "";

    /// <summary>What the last bits of the steps made depend on; null where an earlier version made them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunArithmetic? Arithmetic { get; set; }

    /// <summary>The length of the metrics file, in bytes.</summary>
    [JsonRequired]
    public long MetricsLength { get; set; }

    /// <summary>Seconds of wall-clock time spent on training.</summary>
    [JsonRequired]
    public double Seconds { get; set; }

    /// <summary>The document.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TrainingStateJson.Default.TrainingState);

    /// <summary>The inverse of <see cref="ToJson"/>.</summary>
    /// <exception cref="FormatException">It is no such document.</exception>
    public static TrainingState FromJson(string json)
    {
        try
        {
            TrainingState? read = JsonSerializer.Deserialize(json, TrainingStateJson.Default.TrainingState);
            return read is { Format: 1, Step: >= 0, Sequences: >= 0, OptimizerSteps: >= 0, StopStreak: >= 0, MetricsLength: >= 0 } state
                ? state
                : throw new FormatException("its state has a form that this version does not know");
        }
        catch (JsonException exception)
        {
            throw new FormatException("its state is no valid document", exception);
        }
    }
}

/// <summary>What a line of training metrics averages over.</summary>
internal sealed class ReportSums
{
    /// <summary>Steps summed.</summary>
    [JsonRequired]
    public long Steps { get; set; }

    /// <summary>Sequences summed.</summary>
    [JsonRequired]
    public long Sequences { get; set; }

    /// <summary>The losses.</summary>
    [JsonRequired]
    public double Loss { get; set; }

    /// <summary>The cross-entropies, in nats.</summary>
    [JsonRequired]
    public double Nats { get; set; }

    /// <summary>Wrong target bits.</summary>
    [JsonRequired]
    public long WrongBits { get; set; }

    /// <summary>Wrong symbols.</summary>
    public long WrongSymbols { get; set; }

    /// <summary>Wrong numbers; not written where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long WrongNumbers { get; set; }

    /// <summary>The gradients' norms before clipping.</summary>
    [JsonRequired]
    public double GradientNorm { get; set; }

    /// <summary>Adds a step.</summary>
    public void Add(double loss, in ScoreSums scores, double gradientNorm)
    {
        Steps++;
        Sequences += scores.Sequences;
        Loss += loss;
        Nats += scores.Nats;
        WrongBits += scores.WrongBits;
        WrongSymbols += scores.WrongSymbols;
        WrongNumbers += scores.WrongNumbers;
        GradientNorm += gradientNorm;
    }

    /// <summary>Forgets all steps.</summary>
    public void Clear()
    {
        (Steps, Sequences, WrongBits, WrongSymbols, WrongNumbers) = (0, 0, 0, 0, 0);
        (Loss, Nats, GradientNorm) = (0, 0, 0);
    }
}

/// <summary>How states are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrainingState))]
internal sealed partial class TrainingStateJson : JsonSerializerContext;
