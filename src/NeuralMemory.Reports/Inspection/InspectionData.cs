using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// An episode's trace as compact JSON, for a page on which it can be gone through step by step: as much as a picture shows, each number in
/// a byte. The same trace gives the same text.
/// </summary>
/// <remarks>
/// <para>The document: <c>form</c> (2), <c>head</c>, <c>title</c>, <c>training_step</c>, <c>first</c> (the number of the first step),
/// <c>steps</c> (T), <c>phases</c> (names), <c>phase_of</c> ([T] places among them), <c>sections</c>, <c>heads</c>,
/// <c>reads_after_writing</c>, <c>memory</c> where there is one, and colors: <c>amounts</c> and <c>signed</c>, base64 of 129 inks as
/// red, green, blue, alpha, and <c>step_colors</c>, of red, green, blue from the first step to the last. A head has a <c>name</c>,
/// <c>panel</c>, the number among all panels of the one that shows where it looked, and <c>writes</c>.</para>
/// <para>A section has a <c>title</c>, empty for the episode itself, and <c>panels</c>. A panel has <c>name</c>, <c>kind</c> (weights,
/// slots, vector, named, bars, channel or error), <c>rows</c>, <c>row_name</c>, <c>row_labels</c> where rows have names, and <c>group</c>:
/// how many rows of the machine each of its rows stands for, by the one of the greatest amount. Its numbers are <c>levels</c>: base64 of
/// T times rows bytes, step by step. A level stands for low + s (high - low), where s = level / 255, squared where the <c>curve</c> is
/// root, and else (linear, signed) as it is. A channel of symbols has <c>numbers</c> in place of levels ([T], -1 for none), and
/// <c>words</c> where they have some. <c>shown</c> and <c>wrong</c>, where they are there, are base64 of a byte for each level, 0 or 1:
/// what was asked, and what is wrong.</para>
/// <para><c>memory</c> has <c>rows</c>, <c>columns</c> (the numbers of a slot), <c>slots</c>, <c>group</c> (slots of a row),
/// <c>low</c>, <c>high</c>, <c>steps</c> (the numbers of the steps that are kept, after which it was so), <c>levels</c> (each step's rows
/// one after another), and <c>before</c>, the same before the first step, where that is known. Where a head writes, <c>writers</c> has for
/// each step the rows that changed hands, each followed by the step that wrote it, and <c>left</c> how much of these writes is left, base64
/// of T times rows bytes.</para>
/// </remarks>
public static class InspectionData
{
    /// <summary>The most rows of a panel and of a memory.</summary>
    public const int MostRows = 128;

    private const int Form = 2;

    /// <summary>The text for a trace.</summary>
    public static string Write(EpisodeTrace trace)
    {
        InspectionView view = InspectionView.Of(trace);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteNumber("form", Form);
            json.WriteString("head", view.Head);
            json.WriteString("title", view.Title);
            json.WriteNumber("training_step", view.Step);
            json.WriteNumber("first", view.First);
            json.WriteNumber("steps", view.Steps);
            Texts(json, "phases", view.Phases);
            Numbers(json, "phase_of", view.PhaseOf);
            json.WriteStartArray("sections");
            foreach (InspectionSection section in view.Sections)
            {
                json.WriteStartObject();
                json.WriteString("title", section.Title);
                json.WriteStartArray("panels");
                foreach (InspectionPanel panel in section.Panels)
                    Panel(json, panel);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            Heads(json, view);
            json.WriteBoolean("reads_after_writing", trace.ReadsAfterWriting);
            MemoryData.Write(json, trace);
            Colors(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Where heads and attentions look, which is where an answer came from.</summary>
    private static void Heads(Utf8JsonWriter json, InspectionView view)
    {
        json.WriteStartArray("heads");
        int index = 0;
        foreach (InspectionSection section in view.Sections)
            foreach (InspectionPanel panel in section.Panels)
            {
                bool looks = panel.Kind == PanelKind.Weights
                    || (panel.Kind == PanelKind.Named && panel.Scale.Curve == ScaleCurve.Root);
                if (looks)
                {
                    json.WriteStartObject();
                    json.WriteString("name", panel.Name is "weights" or "weighting" ? section.Title : $"{section.Title}, {panel.Name}");
                    json.WriteNumber("panel", index);
                    json.WriteBoolean("writes", panel.RowName == "slot" && section.Title.StartsWith("write", StringComparison.Ordinal));
                    json.WriteEndObject();
                }

                index++;
            }

        json.WriteEndArray();
    }

    /// <summary>The inks of numbers and the colors of steps, so that no script has its own.</summary>
    private static void Colors(Utf8JsonWriter json)
    {
        Inks("amounts", AlphaMap.Sequential);
        Inks("signed", AlphaMap.Signed);
        json.WriteBase64String("step_colors", [.. StepColors.Colors.SelectMany(color => (byte[])[color.Red, color.Green, color.Blue])]);

        void Inks(string name, AlphaMap inks) => json.WriteBase64String(name,
            [.. inks.Colors.Take(ColorMap.Levels).SelectMany(ink => (byte[])[ink.Red, ink.Green, ink.Blue, ink.Alpha])]);
    }

    private static void Panel(Utf8JsonWriter json, InspectionPanel panel)
    {
        float[,] values = HeatMap.Pooled(panel.Values.ToArray(), int.MaxValue, MostRows);
        (int steps, int rows) = (values.GetLength(0), values.GetLength(1));
        json.WriteStartObject();
        json.WriteString("name", panel.Name);
        json.WriteString("kind", Word(panel.Kind));
        json.WriteNumber("rows", rows);
        json.WriteNumber("group", HeatMap.GroupOf(panel.Rows, MostRows));
        json.WriteString("row_name", panel.RowName);
        if (panel.RowLabels is { } labels)
            Texts(json, "row_labels", labels);
        if (panel.Symbols is { } symbols)
        {
            json.WriteNumber("symbols", symbols);
            if (panel.Words is { } words)
                Texts(json, "words", words);
            Numbers(json, "numbers", Enumerable.Range(0, steps).Select(step => (int)values[step, 0]));
        }
        else
        {
            json.WriteNumber("low", panel.Scale.Low);
            json.WriteNumber("high", panel.Scale.High);
            json.WriteString("curve", Word(panel.Scale.Curve));
            Bytes(json, "levels", steps, rows, (step, row) => Level(panel.Scale, values[step, row]));
        }

        // Channels are never so many that rows would be put together.
        if (panel.Shown is { } shown && rows == panel.Rows)
            Bytes(json, "shown", steps, rows, (step, row) => (byte)(shown[step, row] ? 1 : 0));
        if (panel.Wrong is { } wrong && rows == panel.Rows && wrong.Cast<bool>().Any(each => each))
            Bytes(json, "wrong", steps, rows, (step, row) => (byte)(wrong[step, row] ? 1 : 0));
        json.WriteEndObject();
    }

    /// <summary>The byte that stands for a number.</summary>
    internal static byte Level(ValueScale scale, float value) => (byte)Math.Round(255 * scale[value]);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static void Bytes(Utf8JsonWriter json, string name, int steps, int rows, Func<int, int, byte> at)
    {
        var bytes = new byte[steps * rows];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = at(i / rows, i % rows);
        json.WriteBase64String(name, bytes);
    }

    internal static void Numbers(Utf8JsonWriter json, string name, IEnumerable<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
