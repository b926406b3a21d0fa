using System.Globalization;
using Microsoft.Playwright;
using NeuralMemory.Testing;

namespace NeuralMemory.BrowserChecks;

/// <summary>The page of a run, and of several side by side.</summary>
internal static class RunChecks
{
    private const string Plot = "#curves .glass";

    public static IReadOnlyList<Check> All { get; } =
    [
        new("run: curves, checkpoints, evaluations, heat map, config and journal are there", async stage =>
        {
            IPage tab = await stage.OpenAsync("run?name=tiny");
            Expect.Same("tiny", await tab.TitleAsync(), "title");
            Expect.True(await tab.Locator("#curves path.line").CountAsync() == 1, "one curve");
            Expect.True(await tab.Locator("#generalisation .cells rect").CountAsync() == 6, "a heat map of 3 x 2");
            Expect.Contains("memory?run=tiny&checkpoint=", await tab.Locator("#checkpoints a").First.GetAttributeAsync("href"));
            Expect.Contains("grid_length=6_slots=32", await tab.InnerTextAsync("#evaluations"));
            await tab.GetByText("Resolved config").ClickAsync();
            Expect.Contains("kind: ntm", await tab.InnerTextAsync("#files pre"));
            await tab.GetByText("Journal:").ClickAsync();
            Expect.Contains("train", await tab.InnerTextAsync("#files"));
            await stage.ShootAsync(tab, "run");
        }),
        new("run: the chart is as wide as the page has room for", async stage =>
        {
            IPage tab = await stage.OpenAsync("run?name=tiny", width: 1000);
            await WidthAsync(tab, 900, 1000);
            await tab.SetViewportSizeAsync(500, 800);
            await WidthAsync(tab, 400, 500);
        }),
        new("run: the pointer reads values, and a drag shows a part", async stage =>
        {
            IPage tab = await stage.OpenAsync("run?name=tiny");
            await tab.Locator("#curves").ScrollIntoViewIfNeededAsync();
            LocatorBoundingBoxResult box = (await tab.Locator(Plot).BoundingBoxAsync())!;
            await tab.Mouse.MoveAsync(box.X + box.Width * 0.5f, box.Y + box.Height / 2);
            await tab.Locator($"{Plot} .spot").WaitForAsync();
            Expect.Contains("training sequences 3,200", await tab.InnerTextAsync("#curves .readout"));
            await stage.ShootAsync(tab, "run-hover", whole: false);
            string whole = await LineAsync(tab);
            await tab.Mouse.MoveAsync(box.X + box.Width * 0.25f, box.Y + box.Height / 2);
            await tab.Mouse.DownAsync();
            await tab.Mouse.MoveAsync(box.X + box.Width * 0.75f, box.Y + box.Height / 2, new() { Steps = 5 });
            Expect.Same(1, await tab.Locator(".drag-band").CountAsync(), "bands while dragging");
            await tab.Mouse.UpAsync();
            await Expect.Soon(async () => await LineAsync(tab) != whole, "another line after the drag");
            double from = await NumberAsync(tab, 0), to = await NumberAsync(tab, 1);
            Expect.True(from is > 1500 and < 1700 && to is > 4700 and < 4900, $"from {from} to {to}");
            await stage.ShootAsync(tab, "run-zoom", whole: false);
            await tab.GetByRole(AriaRole.Button, new() { Name = "whole" }).ClickAsync();
            await Expect.Soon(async () => await LineAsync(tab) == whole, "the whole line again");
        }),
        new("run: two fields show a part, by the keyboard alone", async stage =>
        {
            IPage tab = await stage.OpenAsync("run?name=tiny");
            string whole = await LineAsync(tab);
            await tab.Locator("#curves .window input").Nth(0).FillAsync("2000");
            await tab.Keyboard.PressAsync("Tab");
            await Expect.Soon(async () => await LineAsync(tab) != whole, "another line");
            await tab.Keyboard.TypeAsync("5000");
            await tab.Keyboard.PressAsync("Enter");
            await Expect.Soon(async () => await NumberAsync(tab, 1) == 5000, "the end");
        }),
        new("run: axes, metric and what is counted are chosen", async stage =>
        {
            IPage tab = await stage.OpenAsync("run?name=tiny");
            string before = await LineAsync(tab);
            await tab.Locator("#curves select").Nth(0).SelectOptionAsync("bits_per_sequence");
            await Expect.Soon(async () => await LineAsync(tab) != before, "another metric");
            await tab.Locator("#curves select").Nth(2).SelectOptionAsync("Steps");
            await tab.Locator("#curves").GetByText("training steps").First.WaitForAsync();
            before = await LineAsync(tab);
            await tab.GetByRole(AriaRole.Button, new() { Name = "log →" }).ClickAsync();
            await Expect.Soon(async () => await LineAsync(tab) != before, "another axis");
            await tab.Locator("#curves select").Nth(1).SelectOptionAsync("train");
            await tab.Locator("#curves").GetByText("on the sequences of training").First.WaitForAsync();
        }),
        new("run: one that trains meanwhile draws on, and one that goes is told", async stage =>
        {
            await using CommandRun training = CommandRun.Start(stage.Command, stage.Folder, "train",
                Repository.Path("configs", "copy-tiny.yaml"), "--out", "drawn", "--quiet",
                "--set", "stop=null", "--set", "training.steps=400000");
            string metrics = Path.Combine(stage.Folder, "drawn", "metrics.jsonl");
            await Expect.Soon(() => Task.FromResult(File.Exists(metrics) && new FileInfo(metrics).Length > 0), "it has begun");
            IPage tab = await stage.OpenAsync("run?name=drawn");
            await tab.Locator("#curves path.line").WaitForAsync();
            HashSet<string> seen = [];
            await Expect.Soon(async () => seen.Add(await LineAsync(tab)) && seen.Count > 3 || seen.Count > 3, "the line grows");
            await tab.Locator(".latest").GetByText("sequences a second").WaitForAsync();
            await stage.ShootAsync(tab, "run-live");
            training.Signal("KILL");
            await training.EndAsync(5);
            Directory.Delete(Path.Combine(stage.Folder, "drawn"), recursive: true);
            await tab.GetByText("The run has gone").WaitForAsync();
            await tab.GetByRole(AriaRole.Link, new() { Name = "All runs" }).ClickAsync();
            await tab.Locator("table.runs").WaitForAsync();
        }),
        new("compare: a group beside a run, from the run's page", async stage =>
        {
            IPage tab = await stage.OpenAsync("run?name=tiny");
            await tab.GetByLabel("compare with").SelectOptionAsync("group:seeds/seed-1");
            await tab.GetByRole(AriaRole.Button, new() { Name = "compare" }).ClickAsync();
            await stage.AtAsync(tab, "compare?run=tiny&group=seeds/seed-1");
            await Expect.Soon(async () => await tab.Locator("#curves path.line").CountAsync() == 2, "two curves");
            Expect.Contains("3 of 3", await tab.InnerTextAsync("#figures"));
            await stage.ShootAsync(tab, "compare");
            await tab.GetByRole(AriaRole.Link, new() { Name = "seeds/seed-2" }).ClickAsync();
            await stage.AtAsync(tab, "run?name=seeds/seed-2");
        }),
        new("compare: a group of seeds by itself", async stage =>
        {
            IPage tab = await stage.OpenAsync();
            await tab.GetByRole(AriaRole.Link, new() { Name = "seeds" }).ClickAsync();
            await tab.Locator("#curves path.line").WaitForAsync();
            Expect.Contains("group of 3 runs", await tab.InnerTextAsync(".kind"));
            await stage.ShootAsync(tab, "group");
        }),
        new("run: a name that leads elsewhere is told so", async stage =>
        {
            IPage tab = await stage.OpenAsync("run?name=..%2F..%2Fetc");
            Expect.Contains("is not the name of a run in this folder", await tab.InnerTextAsync("main"));
        }),
    ];

    private static async Task<string> LineAsync(IPage tab) =>
        await tab.Locator("#curves path.line").First.GetAttributeAsync("d") ?? "";

    private static async Task<double> NumberAsync(IPage tab, int field) =>
        await tab.Locator("#curves .window input").Nth(field).InputValueAsync() is var text
            && double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    private static Task WidthAsync(IPage tab, double least, double most) => Expect.Soon(async () =>
            await tab.Locator("#curves svg").First.GetAttributeAsync("width") is var text
            && double.TryParse(text, CultureInfo.InvariantCulture, out double width) && width > least && width < most,
        $"a chart of {least} to {most} pixels");
}
