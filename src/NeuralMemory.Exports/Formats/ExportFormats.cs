using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>The formats that there are.</summary>
public static class ExportFormats
{
    /// <summary>All of them, in the order in which a help lists them.</summary>
    public static IReadOnlyList<ExportFormat> All { get; } =
        [
            new CsvFormat(), new NpzFormat(), new SafetensorsFormat(), new PyTorchFormat(), new OnnxFormat(), new TensorBoardFormat(),
        ];

    /// <summary>The format of a name; null where there is none.</summary>
    public static ExportFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>What to say of a name that no format has.</summary>
    public static string Problem(string name) =>
        $"there is no format {Quoted.Text(name)}{NearestName.Hint(name, All.Select(format => format.Name))}";
}
