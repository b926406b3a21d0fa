using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace NeuralMemory.BrowserChecks;

/// <summary>
/// How soon the memory page answers, from a key or the scrubber to the frame after the page has changed, measured in the browser; and the
/// memory that the server has meanwhile. Figures are printed; only what is many times too slow fails, as other programs run beside.
/// </summary>
internal static class MemorySpeed
{
    private const int Generous = 8;
    private const double WantedMemory = 200;

    public static IReadOnlyList<Check> All { get; } =
    [
        new("memory: speed at 200 steps x 128 slots", stage => MeasureAsync(stage, "set=length=100&slots=128", 50)),
        new("memory: speed at 10 000 steps x 1024 slots", stage => MeasureAsync(stage, "set=length=5000&slots=1024", 100)),
    ];

    private static async Task MeasureAsync(Stage stage, string setting, double wanted)
    {
        IPage tab = await stage.EmptyAsync();
        tab.SetDefaultTimeout(90000);
        await tab.GotoAsync(new Uri(stage.Address, $"memory?run=tiny&{setting}&at=60").AbsoluteUri);
        await Stage.LiveAsync(tab);
        await tab.Locator(".moment").First.WaitForAsync();
        using ServerMemory memory = new(stage.Server.Id);
        await PrintAsync("a step by key", stage.Server.Id, () => TimesAsync(tab, 120, isJump: false), wanted);
        await PrintAsync("a jump by the scrubber", stage.Server.Id, () => TimesAsync(tab, 60, isJump: true), wanted);
        PrintMemory(memory, WantedMemory);
    }

    private static async Task<double[]> TimesAsync(IPage tab, int count, bool isJump) => await tab.EvaluateAsync<double[]>("""
        async ([count, isJump]) => {
            const root = document.querySelector('.memory-page'), range = root.querySelector('.scrubber'), steps = Number(root.dataset.steps);
            const shown = step => new Promise(done => {
                const look = () => {
                    if (root.querySelector('.moment').dataset.moment !== String(step)) return;
                    watch.disconnect();
                    requestAnimationFrame(() => done());
                };
                const watch = new MutationObserver(look);
                watch.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
                look();
            });
            const times = [];
            let at = Number(root.dataset.at), seed = 12345;
            for (let i = 0; i < count; i++) {
                seed = (1103515245 * seed + 12345) % 2147483648;
                const to = isJump ? seed % steps : at + 1 < steps ? at + 1 : 0;
                const start = performance.now(), done = shown(to);
                if (isJump || to === 0) { range.value = to; range.dispatchEvent(new Event('input', { bubbles: true })); }
                else document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
                await done;
                times.push(performance.now() - start);
                at = to;
            }
            return times;
        }
        """, new object[] { count, isJump });

    private static async Task PrintAsync(string what, int server, Func<Task<double[]>> measure, double wanted)
    {
        TimeSpan before = WorkOf(server);
        double[] times = await measure();
        double work = (WorkOf(server) - before).TotalMilliseconds / times.Length;
        Array.Sort(times);
        double middle = times[times.Length / 2], late = times[times.Length * 95 / 100];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"        {what}: p50 {middle:0.0} ms, p95 {late:0.0} ms, most {times[^1]:0.0} ms (wanted: p95 below {wanted:0} ms); "
            + $"the server computed for {work:0.0} ms"));
        Expect.True(late < Generous * wanted, $"{what}: p95 {late:0} ms");
    }

    /// <summary>How long a process has computed, which other programs change little.</summary>
    private static TimeSpan WorkOf(int process)
    {
        using Process known = Process.GetProcessById(process);
        return known.TotalProcessorTime;
    }

    private static void PrintMemory(ServerMemory memory, double wanted)
    {
        (double middle, double late, double most) = memory.Take();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"        the server took: p50 {middle:0} MB, p95 {late:0} MB, most {most:0} MB (wanted: most below {wanted:0} MB)"));
    }
}
