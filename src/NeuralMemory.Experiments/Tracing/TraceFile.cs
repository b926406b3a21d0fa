using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>
/// Writes the trace of one episode as an <c>.npz</c> file: an array for each quantity, named as in the machine's trace, its axes in
/// <c>axes/NAME</c>, what their places are called in <c>labels/AXIS</c>. Rows go to disk as the machine computes them.
/// </summary>
internal static class TraceFile
{
    /// <summary>The number of the form; it rises when an array gets another meaning.</summary>
    private const int Form = 1;

    /// <summary>Traces an episode.</summary>
    /// <param name="path">The file.</param>
    /// <param name="machine">The machine, of the memory size to look at.</param>
    /// <param name="point">What to look at.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="options">What to trace.</param>
    /// <param name="about">What the machine is.</param>
    public static TraceSummary Write(
        string path, IMachine machine, EvaluationPoint point, IEngine engine, TraceOptions options, TracedMachine about)
    {
        TracedPass pass = new(machine, point, options.Episode, options.Pokes, PokeRules.PokeOption);
        using NpzWriter file = NpzWriter.Create(path);
        NpzTracer tracer = new(machine.Config, options.Links, file, pass.Steps);
        EpisodeRecording recording = pass.Run(engine, tracer);
        Add(file, tracer, "inputs", recording.Inputs, "input", point.Task.Inputs);
        Add(file, tracer, "targets", recording.Targets, "target", point.Task.Targets);
        file.Add("mask", NpyArray.Of(pass.Mask, recording.Steps, recording.Targets.GetLength(1)));
        tracer.Name("mask", "step", "target");
        Add(file, tracer, "outputs", recording.Outputs, "target", point.Task.Targets);
        file.Add("phase", NpyArray.Of<int>([.. pass.PhaseOf]));
        tracer.Name("phase", "step");
        tracer.Label("phase", point.Task.Phases);
        if (pass.Source is { } words)
            tracer.Label("source", words);
        foreach ((TracedShape shape, float[] numbers) in pass.Initial(engine))
            tracer.WriteInitial(shape, numbers);
        JsonObject told = new()
        {
            ["form"] = Form,
            ["name"] = about.Name,
            ["machine"] = MachineWords.Of(machine.Config),
            ["machine_kind"] = machine.Config.Kind,
            ["task"] = pass.TaskInWords,
            ["step"] = about.Step,
            ["episode"] = options.Episode,
            ["steps"] = pass.Steps,
        };
        if (options.Pokes.Count > 0)
            told["pokes"] = new JsonArray([.. options.Pokes.Select(poke => JsonValue.Create(poke.ToString()))]);
        file.Add("about", NpyArray.OfText(told.ToJsonString()));
        file.Complete();
        return new(pass.Steps, recording.WrongAnswers, recording.ScoredAnswers, recording.Unit);
    }

    private static void Add(NpzWriter file, NpzTracer tracer, string name, float[,] values, string axis, ChannelLayout layout)
    {
        float[] numbers = [.. values.Cast<float>()];
        file.Add(name, NpyArray.Of<float>(numbers, values.GetLength(0), values.GetLength(1)));
        tracer.Name(name, "step", axis);
        tracer.Label(axis,
        [
            .. layout.Items.SelectMany(channel => Enumerable.Range(0, channel.Width).Select(column => channel.Width == 1
                ? channel.Name
                : string.Create(CultureInfo.InvariantCulture, $"{channel.Name} {column}"))),
        ]);
    }
}

/// <summary>What was traced.</summary>
/// <param name="Steps">The steps of the episode.</param>
/// <param name="Wrong">How many answers were wrong.</param>
/// <param name="Scored">How many counted.</param>
/// <param name="Unit">What they are, such as <c>bits</c>.</param>
public sealed record TraceSummary(int Steps, int Wrong, int Scored, string Unit);
