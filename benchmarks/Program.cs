using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using K8tre.Benchmarks.Clusters;
using K8tre.Benchmarks.Deployments;
using K8tre.Benchmarks.Hosts;
using K8tre.Benchmarks.Sdks;
using K8tre.Tests.Automation;
using Pulumirpc;

if (args is ["sdks", .. var counted])
{
    await SdkComparison.RunAsync(counted is [var number] ? int.Parse(number) : 5_000);
    return;
}

if (args is ["hosts", .. var agents])
{
    await HostsPlan.RunAsync(agents is [var count] ? int.Parse(count) : 497);
    return;
}

if (args is ["clusters", var servers, var joining, .. var more])
{
    var rounds = more is [var given, ..] ? int.Parse(given) : 3;
    await ClusterRuns.RunAsync(int.Parse(servers), int.Parse(joining), rounds, more is [_, var other] ? other : null);
    return;
}

if (args is ["path", .. { Length: > 0 } subjects])
{
    await DeploymentEstimate.RunAsync(subjects);
    return;
}

// Registers synthetic resources with a recording engine over gRPC. Engine and client run in this process.
// The command line gives the numbers of resources. Default: 1000 and 5000.
int[] counts = args.Length > 0 ? [.. args.Select(int.Parse)] : [1_000, 5_000];

Console.WriteLine($"{"resources",10} {"calls",11} {"wall ms",9} {"ms each",9} {"CPU each",9} {"peak MB",9}");
foreach (var count in counts)
{
    foreach (var isParallel in (bool[])[false, true])
        await MeasureAsync(count, isParallel);
}

static async Task MeasureAsync(int count, bool isParallel)
{
    await using var client = await EngineClient.StartAsync();
    var stack = await client.CallAsync<RegisterResourceResponse>(
        "RegisterResource", new RegisterResourceRequest { Type = "pulumi:pulumi:Stack", Name = "bench-dev" });

    var requests = Enumerable.Range(0, count).Select(number => Resource(stack.Urn, number)).ToList();

    using var process = Process.GetCurrentProcess();
    var processorTime = process.TotalProcessorTime;
    var watch = Stopwatch.StartNew();
    if (isParallel)
    {
        await Task.WhenAll(requests.Select(RegisterAsync));
    }
    else
    {
        foreach (var request in requests)
            await RegisterAsync(request);
    }

    var elapsed = watch.Elapsed.TotalMilliseconds;
    process.Refresh();
    var processor = (process.TotalProcessorTime - processorTime).TotalMilliseconds;
    var calls = isParallel ? "parallel" : "sequential";
    var peak = process.PeakWorkingSet64 / 1024 / 1024;
    Console.WriteLine(FormattableString.Invariant(
        $"{count,10} {calls,11} {elapsed,9:F0} {elapsed / count,9:F3} {processor / count,9:F3} {peak,9}"));

    Task RegisterAsync(RegisterResourceRequest request) => client.CallAsync<RegisterResourceResponse>("RegisterResource", request);
}

// A ConfigMap of about 2 KB with metadata and a secret: the size of a typical resource of the platform.
static RegisterResourceRequest Resource(string parent, int number) => new()
{
    Type = "kubernetes:core/v1:ConfigMap",
    Name = $"map-{number}",
    Parent = parent,
    Custom = true,
    AcceptSecrets = true,
    AcceptResources = true,
    Dependencies = { parent },
    Object = Struct.Parser.ParseJson(
        $$"""
        {
          "apiVersion": "v1",
          "kind": "ConfigMap",
          "metadata": { "name": "map-{{number}}", "labels": { "app": "bench", "number": "{{number}}" } },
          "data": { {{string.Join(", ", Enumerable.Range(0, 20).Select(key => $"\"key{key}\": \"{new string('v', 80)}\""))}} },
          "token": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "secret" }
        }
        """),
};
