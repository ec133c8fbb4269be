using System.Text.Json;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Stacks.Settings;

/// <summary>Texts that a shell would run, or that would end a line of a file, get no further than the settings.</summary>
public sealed class HostileSettingsTests
{
    private const string K3s = "environments[0].k3s";

    private const string Sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly string[] Hostile =
        ["$(touch /x)", "`touch /x`", ";touch /x", "|touch /x", "&", ">/x", "'", "\"", "\\", "\nb: c", "\n", " b", "#", "{}", "é"];

    // What ends up in a script's input, in a file of a host or in a command: a good value, behind which the text is put in the place of @.
    private static readonly (string Path, string Json)[] Settings =
    [
        ("name", "\"tre@\""),
        ("environments[0].region", "\"site@\""),
        ("ssh", """{ "bastion": { "address": "192.0.2.9@", "hostKey": "KEY" } }"""),
        ("ssh", """{ "bastion": { "address": "192.0.2.9", "user": "tre@", "hostKey": "KEY" } }"""),
        ($"{K3s}.servers[0].name", "\"one@\""),
        ($"{K3s}.servers[0].address", "\"192.0.2.10@\""),
        ($"{K3s}.servers[0].addressV6", "\"fd00::10@\""),
        ($"{K3s}.servers[0].user", "\"tre@\""),
        ($"{K3s}.servers[0].labels", """["zone=a@"]"""),
        ($"{K3s}.servers[0].labels", """["zone@=a"]"""),
        ($"{K3s}.servers[0].taints", """["gpu=yes:NoSchedule@"]"""),
        ($"{K3s}.servers[0].taints", """["gpu=yes@:NoSchedule"]"""),
        ($"{K3s}.servers[0].disks", """["/srv/disk@"]"""),
        ($"{K3s}.apiEndpoint", """{ "address": "192.0.2.8@" }"""),
        ($"{K3s}.apiEndpoint", """{ "address": "192.0.2.8", "virtualInterface": "eth0@" }"""),
        ($"{K3s}.version", "\"v1.35.4+k3s1@\""),
        ($"{K3s}.artefacts", """{ "sha256": "SUM@" }"""),
        ($"{K3s}.artefacts", """{ "images": true, "imagesSha256": "SUM@" }"""),
        ($"{K3s}.registries", """{ "mirrors": [{ "registry": "docker.io@", "endpoints": ["https://mirror.example.org"] }] }"""),
        ($"{K3s}.proxy", """{ "url": "http://proxy.example.org:3128@" }"""),
        ($"{K3s}.proxy", """{ "url": "http://proxy.example.org:3128", "direct": [".example.org@"] }"""),
        ($"{K3s}.snapshots", """{ "s3": { "endpoint": "s3.example.org@", "bucket": "tre" } }"""),
        ($"{K3s}.snapshots", """{ "s3": { "endpoint": "s3.example.org", "bucket": "tre@" } }"""),
        ($"{K3s}.snapshots", """{ "s3": { "endpoint": "s3.example.org", "bucket": "tre", "folder": "dev@" } }"""),
        ($"{K3s}.snapshots", """{ "s3": { "endpoint": "s3.example.org", "bucket": "tre", "region": "eu@" } }"""),
        ($"{K3s}.podSecurityExemptions", """["monitoring@"]"""),
        ($"{K3s}.nfsExports", """[{ "name": "legacy@", "server": "192.0.2.7", "path": "/srv" }]"""),
        ($"{K3s}.nfsExports", """[{ "name": "legacy", "server": "192.0.2.7@", "path": "/srv" }]"""),
        ($"{K3s}.nfsExports", """[{ "name": "legacy", "server": "192.0.2.7", "path": "/srv@" }]"""),
        ($"{K3s}.takeSnapshot", "\"now@\""),
        ($"{K3s}.restoreFrom", "\"/srv/snapshot@\""),
        ($"{K3s}.removeDataOf", "\"tre-dev@\""),
    ];

    public static TheoryData<string, string> Places
    {
        get
        {
            var places = new TheoryData<string, string>();
            foreach (var (path, json) in Settings)
                places.Add(path, json);
            return places;
        }
    }

    [Theory, MemberData(nameof(Places))]
    public void No_setting_takes_it(string path, string json)
    {
        foreach (var text in Hostile)
        {
            var error = Assert.Throws<SettingsException>(() => Read(path, json, text));
            Assert.Contains($"k8tre:platform.{path.Split('[')[0]}", error.Message, StringComparison.Ordinal);
        }
    }

    private static void Read(string path, string json, string text)
    {
        var quoted = JsonSerializer.Serialize(text)[1..^1];
        new SettingsDocument().With(
            path,
            json.Replace("@", quoted, StringComparison.Ordinal).Replace("KEY", SettingsDocument.HostKey, StringComparison.Ordinal).Replace("SUM", Sum, StringComparison.Ordinal)).Load();
    }
}
