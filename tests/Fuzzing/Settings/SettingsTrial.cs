using System.Collections.Concurrent;
using K8tre.Stacks;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;
using K8tre.Tests.Stacks.Settings;

namespace K8tre.Tests.Fuzzing.Settings;

/// <summary>Reads settings, and plans those that are accepted, on mocks of the simulated provider.</summary>
internal static class SettingsTrial
{
    private const int LongestProblem = 1500;

    private static readonly Output<string> Secret = Output.CreateSecret("canary-of-a-secret");

    private static readonly PlatformSecrets Secrets = new()
    {
        SudoPassword = Secret,
        SnapshotAccessKey = Secret,
        SnapshotSecretKey = Secret,
        SshPrivateKey = Secret,
        GitToken = Secret,
        GitPrivateKey = Secret,
        ArgoCdClientSecret = Secret,
        GatewayCertificates = Output.CreateSecret("""{ "dev": "cGZ4", "stg": "cGZ4", "prd": "cGZ4" }"""),
        RegistryCredentials = Output.CreateSecret(
            """
            {
              "docker.io": { "username": "robot", "password": "canary" }, "ghcr.io": { "username": "robot", "password": "canary" },
              "quay.io": { "username": "robot", "password": "canary" }
            }
            """),
        Supplied = _ => Secret,
    };

    /// <summary>Returns the settings if they are accepted.</summary>
    /// <param name="json">Text of the settings.</param>
    /// <param name="fault">Exception other than a refusal, or an unreadable problem. Null: there is none.</param>
    public static StackSettings? Read(string json, out string? fault)
    {
        fault = null;
        try
        {
            return StackSettings.From(json, Secrets, SettingsDocument.Today);
        }
        catch (SettingsException error)
        {
            fault = error.Problems.Select(Unreadable).FirstOrDefault(text => text is not null);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            fault = $"reading: {Cause($"{error}")}\n{error}";
        }
        return null;
    }

    /// <summary>Returns the reason why a plan of accepted settings fails. Null: it succeeds.</summary>
    public static async Task<string?> PlanAsync(StackSettings settings)
    {
        var registered = new ConcurrentBag<string>();
        try
        {
            await Deployment.TestAsync(new Mocks(registered), new TestOptions { IsPreview = true }, async () =>
            {
                await Platform.CreateAsync(settings);
            });
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"plan: {Cause(error.Message)}\n{error.Message}";
        }
        return registered.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"plan: duplicate {twice.Key.Split(' ')[0]}\n{twice.Key}"
            : null;
    }

    // The exception and the first line of ours: one defect has one text.
    private static string Cause(string message)
    {
        var lines = message.Split('\n');
        var type = lines.FirstOrDefault(line => line.Contains("Exception:", StringComparison.Ordinal)) ?? lines[0];
        var frame = lines.FirstOrDefault(line => line.Contains(" at K8tre.", StringComparison.Ordinal));
        return $"{type.Split(':')[0]}{frame?.TrimEnd()}";
    }

    private static string? Unreadable(SettingProblem problem)
    {
        var text = problem.ToString();
        return text.Any(char.IsControl) ? $"a control character in the problem of {problem.Path}"
            : text.Length > LongestProblem ? $"{text.Length} characters in the problem of {problem.Path}"
            : !text.StartsWith("k8tre:", StringComparison.Ordinal) ? $"no key in \"{text}\""
            : null;
    }

    private sealed class Mocks(ConcurrentBag<string> registered) : IMocks
    {
        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            // Two references to one stack have different parents, which mocks do not see.
            if (args.Type != "pulumi:pulumi:StackReference")
                registered.Add($"{args.Type} {args.Name}");
            return Task.FromResult<(string?, object)>(($"{args.Name}-id", MockProvider.Create(args)));
        }

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(MockProvider.Call(args));
    }
}
