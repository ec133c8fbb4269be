using System.Diagnostics;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Program of a host that is held before it starts, so that a script stops in the middle for as long as a test needs.</summary>
internal sealed class Hold
{
    // First folder of root's path, with and without sudo.
    private const string Folder = "usr/local/sbin";

    private readonly TestHost _host;
    private readonly string _program;
    private readonly string _mark;

    /// <summary>Holds the next run of a program.</summary>
    /// <param name="host">The host.</param>
    /// <param name="program">Name of the program, which is in the path.</param>
    /// <param name="arguments">Shell pattern of its arguments. Default: any.</param>
    public Hold(TestHost host, string program, string arguments = "*")
    {
        _host = host;
        _program = program;
        var wrapper = Path.Combine(host.Root, Folder, program);
        _mark = $"{wrapper}.held";
        File.Delete($"{_mark}.reached");
        File.WriteAllText(_mark, "");
        // The wrapper is kept afterwards, because shells remember the path of a program.
        // It is renamed into place, so that a running one is not changed.
        File.WriteAllText($"{wrapper}.new", $$"""
            #!/bin/bash
            mark=/{{Folder}}/{{program}}.held
            if [[ -e $mark && "$*" == {{arguments.Replace(" ", "\\ ", StringComparison.Ordinal)}} ]]; then
              : >"$mark.reached"
              while [ -e "$mark" ]; do sleep 0.05; done
            fi
            for real in $(type -aP {{program}}); do
              [ "$real" = "$0" ] || exec "$real" "$@"
            done

            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode($"{wrapper}.new", (UnixFileMode)Convert.ToInt32("755", 8));
        File.Move($"{wrapper}.new", wrapper, overwrite: true);
    }

    /// <summary>Waits until the program is held. Fails if the run ends before that.</summary>
    public async Task ReachedAsync(Task run)
    {
        var clock = Stopwatch.StartNew();
        while (!File.Exists($"{_mark}.reached"))
        {
            Assert.False(run.IsCompleted, $"the run ended before {_host.Name} came to run {_program}");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), $"{_host.Name} did not come to run {_program}");
            await Task.Delay(50);
        }
    }

    /// <summary>Lets the program continue.</summary>
    public void Release() => File.Delete(_mark);
}
