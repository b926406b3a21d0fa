using System.Text.Json;

namespace NeuralMemory.Testing;

/// <summary>
/// One golden vector of tests/golden: inputs, outputs and gradients that an independent oracle computed in double precision.
/// </summary>
internal sealed class GoldenCase
{
    private readonly JsonElement _config;
    private readonly string _path;

    private GoldenCase(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = document.RootElement;
        _path = path;
        _config = root.GetProperty("config").Clone();
        Inputs = Tensors(root, "inputs");
        Outputs = Tensors(root, "outputs");
        Cotangents = Tensors(root, "cotangents");
        Gradients = Tensors(root, "gradients");
    }

    /// <summary>The folders of cases: small shapes, and shapes of which no dimension fits a vector.</summary>
    public static TheoryData<string> Folders => ["cases", "cases-odd"];

    /// <summary>The same of the attention family and of what came before and after it.</summary>
    public static TheoryData<string> FamilyFolders => ["family", "family-odd"];

    /// <summary>What goes into the function.</summary>
    public IReadOnlyDictionary<string, GoldenTensor> Inputs { get; }

    /// <summary>What comes out.</summary>
    public IReadOnlyDictionary<string, GoldenTensor> Outputs { get; }

    /// <summary>dL / d output, by the output's name.</summary>
    public IReadOnlyDictionary<string, GoldenTensor> Cotangents { get; }

    /// <summary>dL / d input, by the input's name.</summary>
    public IReadOnlyDictionary<string, GoldenTensor> Gradients { get; }

    /// <summary>Reads <c>tests/golden/folder/name.json</c>.</summary>
    public static GoldenCase Load(string folder, string name) => new(Repository.Path("tests", "golden", folder, name + ".json"));

    /// <summary>A dimension of the case, by its letter.</summary>
    public int Size(string letter) => _config.GetProperty(letter).GetInt32();

    /// <summary>A number of the case's configuration.</summary>
    public double Number(string name) => _config.GetProperty(name).GetDouble();

    /// <summary>One number of a list of the case's configuration.</summary>
    public double Number(string name, int index) => _config.GetProperty(name)[index].GetDouble();

    public override string ToString() => _path;

    private static Dictionary<string, GoldenTensor> Tensors(JsonElement root, string group) =>
        root.TryGetProperty(group, out JsonElement tensors)
            ? tensors.EnumerateObject().ToDictionary(tensor => tensor.Name, tensor => GoldenTensor.Read(tensor.Value))
            : [];
}
