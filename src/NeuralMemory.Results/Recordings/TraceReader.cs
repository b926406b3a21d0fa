using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NeuralMemory.Results;

/// <summary>Reads the file of a trace, an <c>.npz</c> of <c>neuralmemory trace</c>, back as the episode that it is of.</summary>
public static class TraceReader
{
    private const int Form = 1;
    private const string Axes = "axes/", Labels = "labels/", Initial = "initial/";

    /// <summary>Reads a trace.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RunException">It is none, damaged, of a later form, or so old that it does not say all.</exception>
    public static EpisodeTrace Read(string path)
    {
        using NpzReader file = NpzReader.Open(path);
        if (!file.Has("about"))
            throw new RunException(RunProblem.Damaged, $"'{path}' is no trace of 'neuralmemory trace': it does not say what it is about");
        try
        {
            JsonNode about = JsonNode.Parse(file.Read("about").ToTexts().Single())!;
            if ((int?)about["form"] is not Form)
                throw new RunException(RunProblem.Damaged, $"'{path}' is a trace of form {about["form"]}; form {Form} is read here");
            if (about["quantities"] is not JsonObject quantities)
                throw new RunException(RunProblem.Damaged,
                    $"'{path}' was traced by an earlier version, which did not say what its quantities are; trace the episode again");
            return Episode(file, about, quantities);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException
            or NullReferenceException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new RunException(RunProblem.Damaged, $"'{path}' is damaged: its parts do not fit one another", exception);
        }
    }

    private static EpisodeTrace Episode(NpzReader file, JsonNode about, JsonObject quantities)
    {
        string task = (string)about["task"]!;
        bool[,] judged = Matrix<bool>(file, "judged");
        int steps = (int)about["steps"]!;
        return new()
        {
            Name = (string)about["name"]!,
            Machine = (string)about["machine"]!,
            Task = task,
            Step = (long)about["step"]!,
            Episode = (long)about["episode"]!,
            Pokes = WordsOf(about["pokes"]) ?? [],
            Recording = new()
            {
                Task = task.Split(',')[0],
                Slots = (int?)about["slots"],
                Inputs = Matrix<float>(file, "inputs"),
                Targets = Matrix<float>(file, "targets"),
                Outputs = Matrix<float>(file, "outputs"),
                Scored = [.. Enumerable.Range(0, steps).Select(step =>
                    Enumerable.Range(0, judged.GetLength(1)).Any(column => judged[step, column]))],
                Mask = judged,
                Symbols = SymbolsOf(about["symbols"]!),
                ShownSymbols = SymbolsOf(about["shown_symbols"]!),
                Numbers = NumbersOf(about["numbers"]),
            },
            Inputs = ChannelsOf(about["inputs"]!),
            Targets = ChannelsOf(about["targets"]!),
            Phases = file.Read(Labels + "phase").ToTexts(),
            PhaseOf = file.Read("phase").ToArray<int>(),
            Steps = steps,
            ReadsAfterWriting = (bool)about["reads_after_writing"]!,
            Quantities = [.. quantities.Select(quantity => Quantity(file, quantity.Key, quantity.Key, quantity.Value!))],
            Initial =
            [
                .. quantities.Where(quantity => file.Has(Initial + quantity.Key))
                    .Select(quantity => Quantity(file, Initial + quantity.Key, quantity.Key, quantity.Value!)),
            ],
        };
    }

    /// <summary>A quantity; the state before the first step is one row, without an axis of rows.</summary>
    private static TracedQuantity Quantity(NpzReader file, string array, string name, JsonNode told)
    {
        NpyArray numbers = file.Read(array);
        string[] axes = file.Read(Axes + array).ToTexts();
        bool hasRows = array == name;
        IEnumerable<(string Name, long Length)> own = axes.Zip(numbers.Shape).Skip(hasRows ? 1 : 0);
        return new()
        {
            Name = name,
            Title = (string)told["title"]!,
            Low = (double?)told["low"],
            High = (double?)told["high"],
            IsDistribution = (bool)told["shares"]!,
            Lead = hasRows ? axes[0] : TracedQuantity.LeadOfSteps,
            Axes = [.. own.Select(axis => new TracedAxis(axis.Name, checked((int)axis.Length), LabelsOf(file, name, axis)))],
            Rows = [.. Enumerable.Range(0, hasRows ? checked((int)numbers.Shape[0]) : 1)],
            Values = numbers.ToArray<float>(),
        };
    }

    /// <summary>What the places of an axis are called: by the quantity itself, or by all that have such an axis.</summary>
    private static string[]? LabelsOf(NpzReader file, string quantity, (string Name, long Length) axis)
    {
        string own = $"{Labels}{quantity}/{axis.Name}", name = file.Has(own) ? own : Labels + axis.Name;
        return file.Has(name) && file.Read(name).ToTexts() is var labels && labels.Length == axis.Length ? labels : null;
    }

    private static T[,] Matrix<T>(NpzReader file, string name)
        where T : unmanaged
    {
        NpyArray array = file.Read(name);
        if (array.Shape is not [var rows, var columns])
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{name}' has {array.Shape.Count} axes, not 2"));
        T[] items = array.ToArray<T>();
        var matrix = new T[rows, columns];
        for (int i = 0; i < items.Length; i++)
            matrix[i / columns, i % columns] = items[i];
        return matrix;
    }

    private static TracedChannel[] ChannelsOf(JsonNode channels) =>
    [
        .. channels.AsArray().Select(channel => new TracedChannel(
            (string)channel!["name"]!, (int)channel["start"]!, (int)channel["width"]!)
        {
            Symbols = (int?)channel["symbols"],
            Words = WordsOf(channel["words"]),
        }),
    ];

    private static RecordedSymbol[] SymbolsOf(JsonNode symbols) =>
    [
        .. symbols.AsArray().Select(symbol => new RecordedSymbol((int)symbol!["start"]!, (int)symbol["classes"]!)
        {
            IsNumber = (bool)symbol["number"]!,
            Words = WordsOf(symbol["words"]),
        }),
    ];

    /// <summary>A trace of before there were numbers says nothing of them.</summary>
    private static RecordedNumbers[] NumbersOf(JsonNode? numbers) =>
    [
        .. (numbers?.AsArray() ?? []).Select(number =>
            new RecordedNumbers((int)number!["start"]!, (int)number["channels"]!, (double)number["tolerance"]!)),
    ];

    private static string[]? WordsOf(JsonNode? words) => words?.AsArray().Select(word => (string)word!).ToArray();
}
