"""One session of botocore with the sandbox, in the words of botocore's own service models.

Every JSON answer is held against the model's output shape: unknown members, wrong types, missing required ones and
values outside an enumeration are reported. Answers in XML are held against it by botocore's parser alone, which fails
on what it cannot read. Prints one JSON document: what was called, what was violated, how the waiters ended.

Usage: python3 botocore-session.py IMAGE   (AWS_* in the environment say where and who)
"""

import json
import sys

import botocore
import botocore.session
from botocore.exceptions import ClientError

CLUSTER = "lint"
calls = []
violations = []


def check(value, shape, path):
    """Holds one JSON value against one shape of the model."""
    kind = shape.type_name
    if value is None:
        return
    if kind == "structure":
        if not isinstance(value, dict):
            violations.append(f"{path}: {type(value).__name__} in place of a structure")
            return
        for name in shape.required_members:
            if name not in value:
                violations.append(f"{path}.{name}: missing")
        for name, entry in value.items():
            member = shape.members.get(name)
            if member is None:
                violations.append(f"{path}.{name}: unknown member")
            else:
                check(entry, member, f"{path}.{name}")
    elif kind == "list":
        if not isinstance(value, list):
            violations.append(f"{path}: {type(value).__name__} in place of a list")
            return
        for entry in value:
            check(entry, shape.member, f"{path}[]")
    elif kind == "map":
        if not isinstance(value, dict):
            violations.append(f"{path}: {type(value).__name__} in place of a map")
            return
        for entry in value.values():
            check(entry, shape.value, f"{path}{{}}")
    else:
        check_scalar(value, shape, path)


def check_scalar(value, shape, path):
    kind = shape.type_name
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    fits = {
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "integer": is_number and value == int(value),
        "long": is_number and value == int(value),
        "double": is_number,
        "float": is_number,
        "timestamp": is_number,
        "blob": isinstance(value, str),
    }
    if not fits.get(kind, False):
        violations.append(f"{path}: {json.dumps(value)} is no {kind}")
    elif kind == "string" and getattr(shape, "enum", None) and value not in shape.enum:
        violations.append(f"{path}: {value} is none of {', '.join(shape.enum)}")


def listen(http_response, model, **_):
    """Sees each answer as it came over the wire."""
    name = f"{model.service_model.service_name}.{model.name}"
    calls.append(f"{name} {http_response.status_code}")
    protocol = model.service_model.metadata["protocol"]
    if http_response.status_code == 200 and protocol == "json" and model.output_shape is not None:
        check(json.loads(http_response.content or b"{}"), model.output_shape, name)


def client(session, service):
    made = session.create_client(service)
    made.meta.events.register("after-call.*.*", listen)
    return made


def refused(call, code):
    """The call must be refused with this code."""
    try:
        call()
    except ClientError as error:
        found = error.response["Error"]["Code"]
        if found != code:
            violations.append(f"refused with {found} in place of {code}: {error}")
    else:
        violations.append(f"not refused; expected {code}")


def waited(made, name, **wanted):
    try:
        made.get_waiter(name).wait(WaiterConfig={"Delay": 1, "MaxAttempts": 60}, **wanted)
    except Exception as error:  # what a waiter raises is the answer asked for here
        return str(error)
    return "ok"


def register(ecs, image, release):
    logs = {"awslogs-group": "/lint", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "ecs"}
    return ecs.register_task_definition(
        family="lint",
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        executionRoleArn="arn:aws:iam::123456789012:role/execution",
        containerDefinitions=[
            {
                "name": "web",
                "image": image,
                "essential": True,
                "portMappings": [{"containerPort": 8080}],
                "environment": [{"name": "RELEASE", "value": release}],
                "logConfiguration": {"logDriver": "awslogs", "options": logs},
            }
        ],
        tags=[{"key": "cicd:sha", "value": "1f3c9aa"}],
    )["taskDefinition"]["taskDefinitionArn"]


def walk_ecs(ecs, image, waiters):
    network = {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}
    service = {"cluster": CLUSTER, "service": "web"}
    ecs.create_cluster(clusterName=CLUSTER)
    first, second = register(ecs, image, "one"), register(ecs, image, "two")
    ecs.describe_clusters(clusters=[CLUSTER])
    ecs.list_clusters()
    ecs.create_service(
        cluster=CLUSTER,
        serviceName="web",
        taskDefinition=first,
        desiredCount=2,
        launchType="FARGATE",
        networkConfiguration=network,
        deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
    )
    waiters["services_stable after create"] = waited(ecs, "services_stable", cluster=CLUSTER, services=["web"])
    ecs.update_service(taskDefinition=second, **service)
    ecs.describe_services(cluster=CLUSTER, services=["web", "none"], include=["TAGS"])
    waiters["services_stable after update"] = waited(ecs, "services_stable", cluster=CLUSTER, services=["web"])
    found = ecs.list_service_deployments(**service)["serviceDeployments"]
    arns = [entry["serviceDeploymentArn"] for entry in found]
    described = ecs.describe_service_deployments(serviceDeploymentArns=arns)["serviceDeployments"]
    revisions = [entry["targetServiceRevision"]["arn"] for entry in described]
    ecs.describe_service_revisions(serviceRevisionArns=revisions)
    tasks = ecs.list_tasks(cluster=CLUSTER, serviceName="web")["taskArns"]
    ecs.describe_tasks(cluster=CLUSTER, tasks=tasks, include=["TAGS"])
    run = ecs.run_task(cluster=CLUSTER, taskDefinition="lint", launchType="FARGATE", networkConfiguration=network)
    arn = run["tasks"][0]["taskArn"]
    waiters["tasks_running"] = waited(ecs, "tasks_running", cluster=CLUSTER, tasks=[arn])
    ecs.stop_task(cluster=CLUSTER, task=arn, reason="lint")
    waiters["tasks_stopped"] = waited(ecs, "tasks_stopped", cluster=CLUSTER, tasks=[arn])
    walk_task_definitions(ecs, first, second)
    refused(lambda: ecs.update_service(cluster=CLUSTER, service="none"), "ServiceNotFoundException")
    refused(lambda: ecs.describe_services(cluster="none", services=["web"]), "ClusterNotFoundException")
    refused(lambda: ecs.stop_service_deployment(serviceDeploymentArn=arns[0]), "ConflictException")
    ecs.update_service(desiredCount=0, **service)
    ecs.delete_service(force=True, **service)
    waiters["services_inactive"] = waited(ecs, "services_inactive", cluster=CLUSTER, services=["web"])


def walk_task_definitions(ecs, first, second):
    ecs.list_services(cluster=CLUSTER)
    ecs.list_task_definitions(familyPrefix="lint", sort="DESC")
    ecs.describe_task_definition(taskDefinition=first, include=["TAGS"])
    ecs.tag_resource(resourceArn=second, tags=[{"key": "cicd:proven", "value": "true"}])
    ecs.list_tags_for_resource(resourceArn=second)
    ecs.deregister_task_definition(taskDefinition=first)
    refused(lambda: ecs.describe_task_definition(taskDefinition="none"), "ClientException")


def walk_others(session):
    sts = client(session, "sts")
    sts.get_caller_identity()
    ecr = client(session, "ecr")
    ecr.create_repository(repositoryName="lint", imageTagMutability="IMMUTABLE")
    ecr.describe_repositories()
    ecr.get_authorization_token()
    ecr.describe_images(repositoryName="lint")
    ecr.list_images(repositoryName="lint")
    ecr.batch_get_image(repositoryName="lint", imageIds=[{"imageTag": "none"}])
    refused(lambda: ecr.describe_images(repositoryName="none"), "RepositoryNotFoundException")
    secrets = client(session, "secretsmanager")
    secrets.create_secret(Name="lint", SecretString="hush")
    secrets.get_secret_value(SecretId="lint")
    secrets.describe_secret(SecretId="lint")
    secrets.list_secrets()
    refused(lambda: secrets.get_secret_value(SecretId="none"), "ResourceNotFoundException")
    ssm = client(session, "ssm")
    ssm.put_parameter(Name="/lint", Value="1", Type="String")
    ssm.get_parameter(Name="/lint")
    ssm.get_parameters(Names=["/lint", "/none"])
    refused(lambda: ssm.get_parameter(Name="/none"), "ParameterNotFound")
    elb = client(session, "elbv2")
    elb.create_target_group(Name="lint", Protocol="HTTP", Port=80, VpcId="vpc-1", TargetType="ip")
    elb.describe_target_groups()
    refused(lambda: elb.describe_target_groups(Names=["none"]), "TargetGroupNotFound")


def walk_logs(logs):
    logs.describe_log_groups()
    streams = logs.describe_log_streams(logGroupName="/lint")["logStreams"]
    logs.filter_log_events(logGroupName="/lint")
    if streams:
        logs.get_log_events(logGroupName="/lint", logStreamName=streams[0]["logStreamName"])
    refused(lambda: logs.filter_log_events(logGroupName="/none"), "ResourceNotFoundException")


def main():
    session = botocore.session.get_session()
    waiters = {}
    logs = client(session, "logs")
    logs.create_log_group(logGroupName="/lint")
    walk_ecs(client(session, "ecs"), sys.argv[1], waiters)
    walk_logs(logs)
    walk_others(session)
    report = {
        "botocore": botocore.__version__,
        "calls": sorted(set(calls)),
        "violations": sorted(set(violations)),
        "waiters": waiters,
    }
    print(json.dumps(report))


main()
