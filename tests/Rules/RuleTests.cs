using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.Rules;

/// <summary>What rules say of plans made by hand.</summary>
public sealed class RuleTests
{
    private const string Open = """{ "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }] }""";
    private const string Narrowed =
        """{ "Statement": { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "s3:*", "Resource": "*","""
        + """ "Condition": { "StringEquals": { "aws:PrincipalAccount": "111122223333" } } } }""";
    private const string AnyBranch =
        """{ "Statement": [{ "Effect": "Allow","""
        + """ "Principal": { "Federated": "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com" },"""
        + """ "Action": "sts:AssumeRoleWithWebIdentity","""
        + """ "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:tre/*" } } }] }""";
    private const string OneBranch =
        """{ "Statement": [{ "Effect": "Allow","""
        + """ "Principal": { "Federated": "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com" },"""
        + """ "Action": "sts:AssumeRoleWithWebIdentity","""
        + """ "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com","""
        + """ "token.actions.githubusercontent.com:sub": "repo:tre/infra:ref:refs/heads/main" } } }] }""";

    [Theory]
    [InlineData("eq", "true", "true", "Pass")]
    [InlineData("eq", "true", "false", "Fail")]
    [InlineData("eq", "true", "\"[unknown]\"", "Undetermined")]
    [InlineData("ne", "true", "false", "Pass")]
    [InlineData("ne", "true", "true", "Fail")]
    [InlineData("ne", "true", "\"[secret]\"", "Undetermined")]
    [InlineData("in", """["a","b"]""", "\"b\"", "Pass"), InlineData("in", """["a","b"]""", "\"c\"", "Fail")]
    [InlineData("notIn", """["a"]""", """["b","c"]""", "Pass")]
    [InlineData("notIn", """["a"]""", """["b","a"]""", "Fail")]
    [InlineData("notIn", """["a"]""", """["b","[unknown]"]""", "Undetermined")]
    [InlineData("exists", "null", "\"x\"", "Pass")]
    [InlineData("exists", "null", "\"[secret]\"", "Pass")]
    [InlineData("exists", "null", "\"[unknown]\"", "Undetermined")]
    [InlineData("absent", "null", "\"x\"", "Fail")]
    [InlineData("matches", "\"^v1\"", "\"v1.2\"", "Pass"), InlineData("matches", "\"^v1\"", "\"v2\"", "Fail")]
    [InlineData("notMatches", "\"^/sub/[^/]+$\"", "\"/sub/1/rg\"", "Pass")]
    [InlineData("notMatches", "\"^/sub/[^/]+$\"", "\"/sub/1\"", "Fail")]
    [InlineData("contains", "\"secrets\"", """["secrets"]""", "Pass")]
    [InlineData("contains", """{"a":1}""", """[{"a":2},{"a":1,"b":3}]""", "Pass")]
    [InlineData("contains", """{"a":1}""", """[{"a":2}]""", "Fail")]
    [InlineData("contains", """{"a":1}""", """[{"a":"[unknown]"}]""", "Undetermined")]
    [InlineData("notContains", "\"world\"", """["cluster"]""", "Pass"), InlineData("notContains", "\"world\"", """["world"]""", "Fail")]
    [InlineData("containsArg", "\"audit-policy-file=\"", """["audit-policy-file=/x"]""", "Pass")]
    [InlineData("containsArg", "\"audit-policy-file=\"", """["audit-log-path=/x"]""", "Fail")]
    [InlineData("notContainsArg", "\"anonymous-auth=true\"", """["anonymous-auth=false"]""", "Pass")]
    [InlineData("notContainsArg", "\"anonymous-auth=true\"", """["anonymous-auth=true"]""", "Fail")]
    [InlineData("subsetOf", """["NET_BIND_SERVICE"]""", """["NET_BIND_SERVICE"]""", "Pass")]
    [InlineData("subsetOf", """["NET_BIND_SERVICE"]""", """["SYS_ADMIN"]""", "Fail")]
    [InlineData("nonEmpty", "null", """["x"]""", "Pass"), InlineData("nonEmpty", "null", "[]", "Fail")]
    [InlineData("hasKeys", """["a"]""", """{"a":"1"}""", "Pass"), InlineData("hasKeys", """["a"]""", """{"b":"1"}""", "Fail")]
    [InlineData("notHasKey", "\"fake\"", """{"aws":{}}""", "Pass"), InlineData("notHasKey", "\"fake\"", """{"fake":{}}""", "Fail")]
    [InlineData("noKeyMatching", "\"snippet$\"", """{"a":"1"}""", "Pass")]
    [InlineData("noKeyMatching", "\"snippet$\"", """{"x-snippet":"1"}""", "Fail")]
    [InlineData("semverAtLeast", "\"$policy.minKubernetesVersion\"", "\"1.34\"", "Pass")]
    [InlineData("semverAtLeast", "\"$policy.minKubernetesVersion\"", "\"1.9\"", "Fail")]
    [InlineData("jsonPath", """{"path":"tls.insecure","ne":true}""", """ "{\"tls\":{\"insecure\":false}}" """, "Pass")]
    [InlineData("jsonPath", """{"path":"tls.insecure","ne":true}""", """ "{\"tls\":{\"insecure\":true}}" """, "Fail")]
    [InlineData("cidrListClosed", "null", """["192.0.2.0/24"]""", "Pass")]
    [InlineData("cidrListClosed", "null", """["0.0.0.0/0"]""", "Fail")]
    [InlineData("cidrListClosed", "null", "[]", "Fail")]
    [InlineData("notGrants", """{"resources":["pods/exec"],"verbs":["create"]}""", """{"resources":["pods"],"verbs":["create"]}""", "Pass")]
    [InlineData("notGrants", """{"resources":["pods/exec"],"verbs":["create"]}""", """{"resources":["*"],"verbs":["create"]}""", "Fail")]
    [InlineData("internalLoadBalancer", "null", """{"service.beta.kubernetes.io/azure-load-balancer-internal":"true"}""", "Pass")]
    [InlineData("internalLoadBalancer", "null", "{}", "Fail")]
    [InlineData("storageClassEncrypted", "null", """{"encrypted":"true"}""", "Pass")]
    [InlineData("storageClassEncrypted", "null", """{"type":"gp3"}""", "Fail")]
    [InlineData("noSecretPattern", "null", "\"read -r line; password=$1\"", "Pass")]
    [InlineData("noSecretPattern", "null", "\"export TOKEN=abcdef0123456789\"", "Fail")]
    [InlineData("noSecretPattern", "null", "\"-----BEGIN OPENSSH PRIVATE KEY-----\"", "Fail")]
    [InlineData("policyNoStarPrincipal", "null", Narrowed, "Pass")]
    [InlineData("policyNoStarPrincipal", "null", Open, "Fail")]
    [InlineData("policyNoStarPrincipal", "null", "\"[unknown]\"", "Undetermined")]
    [InlineData("policyNoExfil", "null", Narrowed, "Pass"), InlineData("policyNoExfil", "null", Open, "Fail")]
    [InlineData("policyNoCredExposure", "null", Open, "Pass")]
    [InlineData("policyNoCredExposure", "null", """{"Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}""", "Fail")]
    [InlineData("githubOidcSafe", "null", OneBranch, "Pass"), InlineData("githubOidcSafe", "null", AnyBranch, "Fail")]
    [InlineData(
        "noOpenIngress", """{"port":"22"}""",
        """{"direction":"Inbound","access":"Allow","protocol":"Tcp","sourceAddressPrefix":"*","destinationPortRange":"443"}""", "Pass")]
    [InlineData(
        "noOpenIngress", """{"port":"22"}""",
        """{"direction":"Inbound","access":"Allow","protocol":"*","sourceAddressPrefix":"Internet","destinationPortRange":"20-30"}""",
        "Fail")]
    [InlineData(
        "noOpenIngress", """{"port":-1}""", """{"protocol":"tcp","fromPort":443,"toPort":443,"cidrBlocks":["0.0.0.0/0"]}""", "Pass")]
    [InlineData("noOpenIngress", """{"port":-1}""", """{"protocol":"-1","fromPort":0,"toPort":0,"cidrBlocks":["0.0.0.0/0"]}""", "Fail")]
    [InlineData("noOpenEgress", """{"cidr":["0.0.0.0/0"]}""", """{"cidrBlocks":["10.0.0.0/8"]}""", "Pass")]
    [InlineData("noOpenEgress", """{"cidr":["0.0.0.0/0"]}""", """{"cidrBlocks":["0.0.0.0/0"]}""", "Fail")]
    [InlineData("secret", "null", "\"[secret]\"", "Pass"), InlineData("secret", "null", "\"clear\"", "Fail")]
    [InlineData("noPlainSecret", "null", """{"admin":{"password":"[secret]"},"auth":{"existingSecret":""}}""", "Pass")]
    [InlineData("noPlainSecret", "null", """{"admin":{"password":"hunter2"}}""", "Fail")]
    public void A_value_is_judged(string op, string expected, string found, string verdict) =>
        Assert.Equal(verdict, Judge(Rule("p", op, expected), Resource("t", "a", $$"""{ "p": {{found}} }""")));

    [Theory]
    [InlineData("fail", "Fail"), InlineData("pass", "Pass")]
    public void A_missing_value_is_what_the_rule_says(string missing, string verdict) =>
        Assert.Equal(verdict, Judge(Rule("p.q", "eq", "true", missing: missing), Resource("t", "a", """{ "p": {} }""")));

    [Theory]
    [InlineData("list[*].q", """{ "list": [{ "q": true }, { "q": false }] }""", "Fail")]
    [InlineData("list[*].q", """{ "list": [{ "q": true }, {}] }""", "Fail")]
    [InlineData("list[?].q", """{ "list": [{ "q": false }, { "q": true }] }""", "Pass")]
    [InlineData("list[?].q", """{ "list": [] }""", "Fail")]
    [InlineData("list[1].q", """{ "list": [{}, { "q": true }] }""", "Pass")]
    [InlineData("map['a.b/c']", """{ "map": { "a.b/c": true } }""", "Pass")]
    [InlineData("'a-b'", """{ "a-b": true }""", "Pass")]
    [InlineData("map[*]", """{ "map": { "a": true, "b": false } }""", "Fail")]
    [InlineData("hidden.q", """{ "hidden": "[secret]" }""", "Undetermined")]
    [InlineData("$podSpec.hostNetwork", """{ "spec": { "template": { "spec": { "hostNetwork": true } } } }""", "Pass")]
    public void A_path_leads_to_its_values(string property, string inputs, string verdict) =>
        Assert.Equal(verdict, Judge(Rule(property, "eq", "true"), Resource("t", "a", inputs)));

    [Theory]
    [InlineData("k == v", "Fail"), InlineData("k == 'other'", "Pass"), InlineData("k != v", "Pass"), InlineData("k != other", "Fail")]
    [InlineData("k notIn [v, w]", "Pass"), InlineData("k in $policy.privilegedNamespaces", "Pass"), InlineData("k endsWith '.v'", "Pass")]
    [InlineData("k has v", "Fail")]
    [InlineData("k exists", "Fail")]
    [InlineData("none exists", "Pass")]
    [InlineData("type in $policy.statefulTypes", "Pass")]
    [InlineData("name notIn [GatewaySubnet]", "Fail"), InlineData("hidden == x", "Undetermined")]
    public void A_rule_applies_when_its_condition_is_met(string when, string verdict) =>
        Assert.Equal(
            verdict,
            Judge(Rule("p", "eq", "true", when: when), Resource("t", "a", """{ "p": false, "k": "v", "hidden": "[unknown]" }""")));

    [Fact]
    public void Options_and_mere_existence_are_judged()
    {
        var vault = Resource("azure-native:keyvault:Vault", "v", "{}");

        Assert.Equal("Fail", Judge(Rule("$protect", "eq", "true", type: vault.Type), vault));
        Assert.Equal("Pass", Judge(Rule("$protect", "eq", "true", type: vault.Type), vault with { Options = new() { Protect = true } }));
        Assert.Equal(
            "Pass",
            Judge(Rule("$retainOnDelete", "eq", "true", type: vault.Type), vault with { Options = new() { RetainOnDelete = true } }));
        Assert.Equal("Fail", Judge(Rule("$exists", "eq", "false", type: vault.Type), vault));
        Assert.Equal("Undetermined", Judge(Rule("$op", "noReplaceWithoutApproval", "\"$policy.statefulTypes\"", type: "*"), vault));
    }

    [Fact]
    public void A_production_rule_is_for_stacks_with_a_production_environment()
    {
        var rule = Rules.Rule.Of("""
            { "id": "R", "cloud": "any", "severity": "high", "title": "T", "type": "t", "property": "$protect",
              "expect": { "op": "eq", "value": true }, "profile": "prod" }
            """);
        var resource = Resource("t", "a", "{}");

        Assert.Empty(rule.Judge(Plan("dev", resource)));
        Assert.Single(rule.Judge(Plan("prd", resource)));
    }

    [Fact]
    public void A_sensitive_output_is_secret_and_a_switch_is_none()
    {
        var rule = Rules.Rule.Of("""
            { "id": "R", "cloud": "any", "severity": "high", "title": "T", "type": "t", "property": "$outputs[*]",
              "expect": { "op": "secretIfSensitive", "value": "(?i)token|password" } }
            """);

        Assert.Empty(rule.Judge(Plan("""{ "dev": { "token": "[secret]", "asksPassword": true } }""", "dev", Resource("t", "a", "{}"))));
        Assert.Single(rule.Judge(Plan("""{ "dev": { "token": "clear" } }""", "dev", Resource("t", "a", "{}"))));
    }

    [Fact]
    public void A_relation_needs_a_resource_that_means_this_one_and_is_as_wanted()
    {
        var rule = Rule("$stack", "related", """{ "type": "guard", "via": "of[*].id", "where": { "logs[*].category": ["a", "b"] } }""");
        var subject = Resource("t", "a", "{}");
        string JudgeWith(string guard) => Judge(rule, subject, Resource("guard", "g", guard));

        Assert.Equal("Pass", JudgeWith("""{ "of": [{ "id": "a-id" }], "logs": [{ "category": "b" }, { "category": "a" }] }"""));
        Assert.Equal("Fail", JudgeWith("""{ "of": [{ "id": "a-id" }], "logs": [{ "category": "b" }] }"""));
        Assert.Equal("Fail", JudgeWith("""{ "of": [{ "id": "b-id" }], "logs": [{ "category": "b" }, { "category": "a" }] }"""));
    }

    [Theory, InlineData("firewall", "Pass"), InlineData("machine", "Fail"), InlineData("azure-native:monitor:DiagnosticSetting", "Pass")]
    public void An_address_that_only_its_users_lead_to_may_be_looked_at_by_others(string type, string verdict)
    {
        var address = Resource("t", "a", "{}");

        Assert.Equal(verdict, Judge(
            Rule("$stack", "onlyReferencedBy", """["firewall"]"""),
            address,
            Resource(type, "b", """{ "address": "a-id" }""") with { Dependencies = [address.Urn] }));
    }

    [Fact]
    public void A_node_subnet_is_private_unless_its_table_leads_to_an_internet_gateway()
    {
        var rule = Rule("subnetIds", "subnetsPrivate", "null", type: "aws:eks/nodeGroup:NodeGroup");
        var group = Resource("aws:eks/nodeGroup:NodeGroup", "g", """{ "subnetIds": ["s-id"] }""");
        var gateway = Resource("aws:ec2/internetGateway:InternetGateway", "igw", "{}");
        PlanResource[] network =
        [
            Resource("aws:ec2/subnet:Subnet", "s", "{}"),
            Resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "as", """{ "subnetId": "s-id", "routeTableId": "rt-id" }"""),
            gateway,
        ];
        PlanResource Table(string inputs) => Resource("aws:ec2/routeTable:RouteTable", "rt", inputs);

        Assert.Equal("Pass", Judge(rule, [group, .. network, Table("""{ "routes": [{ "natGatewayId": "nat" }] }""")]));
        Assert.Equal("Fail", Judge(rule, [group, .. network, Table("""{ "routes": [{ "gatewayId": "igw-id" }] }""")]));
        Assert.Equal("Undetermined", Judge(rule, group, gateway));
    }

    [Fact]
    public void Peerings_that_share_no_network_let_two_reach_one_another()
    {
        const string type = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
        var rule = Rule("$stack", "peeringTopology", "\"mgmt to workload only\"", type: type);
        var hub = Resource(type, "a", """{ "vpcId": "hub", "peerVpcId": "one" }""");

        Assert.Equal("Pass", Judge(rule, hub, Resource(type, "b", """{ "vpcId": "two", "peerVpcId": "hub" }""")));
        Assert.Equal("Fail", Judge(rule, hub, Resource(type, "b", """{ "vpcId": "two", "peerVpcId": "three" }""")));
    }

    [Fact]
    public void A_security_rule_of_its_own_is_judged_as_one_of_a_group()
    {
        const string type = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
        var rule = Rules.Rule.Of($$"""
            { "id": "R", "cloud": "aws", "severity": "high", "title": "T", "type": "aws:ec2/securityGroup:SecurityGroup",
              "alsoTypes": ["{{type}}"], "property": "egress[*]",
              "expect": { "op": "noOpenEgress", "value": { "cidr": [] } }, "missing": "pass" }
            """);

        Assert.Single(rule.Judge(Plan("dev", Resource(type, "a", """{ "cidrIpv4": "0.0.0.0/0" }"""))));
    }

    private static Rule Rule(
        string property, string op, string value, string? when = null, string missing = "fail", string type = "t") => Rules.Rule.Of($$"""
        { "id": "R", "cloud": "any", "severity": "high", "title": "T", "type": "{{type}}", "property": "{{property}}",
          "expect": { "op": "{{op}}", "value": {{value}} },
          "missing": "{{missing}}"{{(when is null ? "" : $", \"when\": \"{when}\"")}} }
        """);

    // The verdict on the first resource.
    private static string Judge(Rule rule, params PlanResource[] resources) =>
        $"{rule.Judge(Plan("dev", resources)).FirstOrDefault(finding => finding.Resource == resources[0].Name)?.Verdict ?? Verdict.Pass}";

    private static RulePlan Plan(string environment, params PlanResource[] resources) =>
        Plan($$"""{ "{{environment}}": {} }""", environment, resources);

    private static RulePlan Plan(string outputs, string stack, params PlanResource[] resources) => new(new()
    {
        Project = "k8tre",
        Stack = stack,
        Sdk = "offline",
        Resources = resources,
        Invokes = [],
        Outputs = JsonNode.Parse(outputs)!.AsObject(),
    });

    private static PlanResource Resource(string type, string name, string inputs) => new()
    {
        Urn = $"urn:pulumi:dev::k8tre::{type}::{name}",
        Type = type,
        Name = name,
        Custom = true,
        Id = $"{name}-id",
        Inputs = JsonNode.Parse(inputs)!.AsObject(),
        Outputs = [],
        Secrets = [],
        Dependencies = [],
        PropertyDependencies = new Dictionary<string, IReadOnlyList<string>>(),
        Options = new(),
    };
}
