using NeuralMemory.Experiments;
using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>
/// Weights from a safetensors file: as the program itself exports them, as it exports them for PyTorch, or as <c>nn.LSTM</c> and
/// <c>nn.GRU</c> beside an <c>nn.Linear</c> have them in a state of PyTorch.
/// </summary>
public static class WeightsImport
{
    /// <summary>What <see cref="ImportedWeights.Layout"/> is of names as checkpoints have them.</summary>
    public const string Own = "neuralmemory";

    /// <summary>What it is of names of PyTorch.</summary>
    public const string PyTorch = "pytorch";

    private const char OwnSeparator = '/';

    /// <summary>Reads the weights of a file for the machine of an experiment.</summary>
    /// <param name="file">The file.</param>
    /// <param name="experiment">What the weights are taken for.</param>
    /// <exception cref="RunException">
    /// There is no such file, it is no safetensors file of float32 numbers, a number is not finite, or the system refused.
    /// </exception>
    /// <exception cref="InvalidInputException">The weights do not fit; names every array.</exception>
    public static ImportedWeights Read(string file, Experiment experiment)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(experiment);
        OtherFormats.Refuse(file);
        SafetensorsContent content = SafetensorsReader.Read(file);
        foreach (NamedArray array in content.Arrays)
            if (array.Data.Span.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
                throw new RunException(RunProblem.Damaged,
                    $"'{file}' has numbers that are not finite, in '{Quoted.Harmless(array.Name)}'");
        string here = experiment.Config.Machine.Kind;
        if (content.Metadata.GetValueOrDefault("machine", here) is var there && there != here)
            throw new InvalidInputException(SourceMark.WholeFile(file),
                $"the weights are of a machine of kind {Quoted.Harmless(there)}, as the file says, and the config of --as has one of kind "
                + here);
        using IMachine machine = experiment.BuildMachine();
        IReadOnlyList<NamedArray> like = MachineWeights.Of(machine);
        List<string> notes = [];
        bool isOwn = content.Arrays.Any(array => array.Name.Contains(OwnSeparator, StringComparison.Ordinal));
        return new(file, content.Sha256, isOwn ? Own : PyTorch,
            isOwn ? AsTheyAre(content, machine, like, file, notes) : FromTorch(content, experiment, like, file, notes))
        {
            Notes = notes,
        };
    }

    private static List<NamedArray> AsTheyAre(
        SafetensorsContent content, IMachine machine, IReadOnlyList<NamedArray> like, string file, List<string> notes)
    {
        List<NamedArray> arrays = [.. content.Arrays];
        // Checkpoints of earlier versions lack what is drawn and not trained.
        foreach (NamedArray drawn in like.Where(array => machine.Parameters.Fixed.Any(tensor => tensor.Name == array.Name)))
            if (arrays.All(array => array.Name != drawn.Name))
            {
                arrays.Add(drawn);
                notes.Add($"'{drawn.Name}' is not in the file: it is what the config's seed draws");
            }

        Refuse(arrays, like, file);
        return arrays;
    }

    private static IReadOnlyList<NamedArray> FromTorch(
        SafetensorsContent content, Experiment experiment, IReadOnlyList<NamedArray> like, string file, List<string> notes)
    {
        MachineConfig config = experiment.Config.Machine;
        TorchLayout layout = TorchModules.Of(config, experiment.Inputs, experiment.Task.OutputWidth).Layout;
        IReadOnlyList<NamedArray> wanted = layout.ToTorch(like);
        IReadOnlyList<NamedArray> given = TorchNames.Match(content.Arrays, wanted, config, file, notes);
        Refuse(given, wanted, file);
        return layout.FromTorch(given, like);
    }

    private static void Refuse(
        IReadOnlyList<NamedArray> given, IReadOnlyList<NamedArray> wanted, string file)
    {
        IReadOnlyList<string> misfits = MachineWeights.Misfits(given, wanted, "in the file", "in the machine", withNearest: true);
        if (misfits.Count == 0)
            return;
        string[] said =
        [
            $"the weights do not fit, in {misfits.Count} {(misfits.Count == 1 ? "array" : "arrays")}",
            .. misfits,
            "name by --as the config that the weights are of, or say by --set what differs",
        ];
        throw new InvalidInputException([.. said.Select(text => new Diagnostic(SourceMark.WholeFile(file), text))]);
    }
}
