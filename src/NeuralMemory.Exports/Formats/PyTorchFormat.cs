using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>The machine of a checkpoint as a module of PyTorch: a folder with its weights and a program.</summary>
internal sealed record PyTorchFormat()
    : FormatOfEach(TorchFolder.FolderOfMany, "a folder with the machine as a module of PyTorch, and its weights", WeightsFile.Folder)
{
    /// <inheritdoc/>
    public override bool HasWeights => true;

    /// <inheritdoc/>
    protected override string FileOf(string? name) => name is null ? Name : Path.Combine(Name, name);

    /// <inheritdoc/>
    protected override IEnumerable<string> FilesAt(string path) => TorchFolder.Files.Select(file => Path.Combine(path, file));

    /// <inheritdoc/>
    protected override void Write(ExportedRun exported, RunDirectory run, ExportOptions options, Func<string> place)
    {
        using TrainedMachine machine = Open(run, options);
        TorchModule module = TorchModules.Of(
            machine.Machine.Config, machine.Experiment.Inputs, machine.Experiment.Task.OutputWidth);
        TorchAbout about = new(machine.InWords, exported.Name, machine.Experiment.Task.Name, machine.Step);
        string folder = place();
        TorchFolder.ExpectPlace(folder, exported.Name);
        AtomicFile.MakeFolders(folder);
        TorchFolder.Write(folder, module, machine.Weights, about, WeightsMetadata.Of(exported, run, machine.Step));
    }
}
