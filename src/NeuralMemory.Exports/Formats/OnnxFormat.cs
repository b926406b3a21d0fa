using System.Security.Cryptography;
using System.Text;
using NeuralMemory.Experiments;
using NeuralMemory.Onnx;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Exports;

/// <summary>The machine of a checkpoint as a model of ONNX, with what it is of as its metadata.</summary>
internal sealed record OnnxFormat() : FormatOfEach(
    "onnx", "the machine of a checkpoint as a model for runtimes of ONNX: one step, or a whole sequence", WeightsFile.Folder)
{
    private const string MachineFile = "machine";

    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <inheritdoc/>
    public override bool HasModels => true;

    /// <inheritdoc/>
    protected override string FileOf(string? name) => (name ?? MachineFile) + ".onnx";

    /// <inheritdoc/>
    protected override void Write(ExportedRun exported, RunDirectory run, ExportOptions options, Func<string> place)
    {
        using TrainedMachine machine = Open(run, options);
        TaskDefinition task = machine.Experiment.Task;
        OnnxOptions wanted = new()
        {
            Name = exported.Name,
            Length = options.Length,
            Whole = options.Whole,
            SourceWidth = machine.Machine.Config.ReadsSource && task.HasSource ? task.Inputs.Width : null,
            Groups = task.TargetGroups,
            Metadata = [.. WeightsMetadata.Of(exported, run, machine.Step), new("config_sha256", HashOf(run.ReadConfig()))],
        };
        OnnxModel model = ModelOf(machine, wanted, exported);
        AtomicFile.Write(place(), model.Write);
    }

    private static OnnxModel ModelOf(TrainedMachine machine, OnnxOptions options, ExportedRun exported)
    {
        try
        {
            return OnnxExporter.Export(machine.Machine, options);
        }
        catch (OnnxException exception)
        {
            string hint = exception.NeedsLength ? " by --length" : "";
            throw new RunException(RunProblem.Missing, $"no model of '{exported.Path}': {exception.Message}{hint}", exception);
        }
    }

    private static string HashOf(string config) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(config)));
}
